package io.github.leanixruns.settings;

import static java.util.Comparator.comparingInt;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the user-defined names in settings of one kind: {@code nightly} in {@code
 * leanix.schedule.nightly.cron} or {@code LEANIX_SCHEDULE_NIGHTLY_CRON}.
 *
 * <p>The characters of a name are limited so that it can be derived from an environment variable,
 * and is valid as the name of a folder.
 */
final class NamedSettings {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String prefix;
  private final Set<String> keys;
  private final SortedSet<String> names = new TreeSet<>();

  /**
   * @param kind the prefix of the names, for example {@code leanix.schedule}
   * @param keys the keys that may follow a name
   */
  NamedSettings(String kind, Set<String> keys) {
    this.prefix = kind + ".";
    this.keys = keys;
  }

  /** Adds the name of a setting from a file or the command line, if it is of this kind. */
  void addProperty(String setting) {
    if (setting.startsWith(prefix)) {
      String rest = setting.substring(prefix.length());
      int dot = rest.indexOf('.');
      if (dot < 0 || !keys.contains(rest.substring(dot + 1))) {
        throw unknown(setting, prefix + "NAME.KEY");
      }
      add(setting, rest.substring(0, dot));
    }
  }

  /** Adds the name of an environment variable, if it is a setting of this kind. */
  void addVariable(String variable) {
    String variablePrefix = variableOf(prefix);
    if (variable.startsWith(variablePrefix)) {
      String rest = variable.substring(variablePrefix.length());
      String ending =
          keys.stream()
              .map(key -> "_" + variableOf(key))
              .filter(rest::endsWith)
              .max(comparingInt(String::length))
              .orElseThrow(() -> unknown(variable, variablePrefix + "NAME_KEY"));
      add(variable, nameIn(rest.substring(0, rest.length() - ending.length())));
    }
  }

  /** Returns the names, sorted. */
  SortedSet<String> names() {
    return names;
  }

  private void add(String setting, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s is not a setting: the name \"%s\" must consist of lower-case letters and digits, separated by single hyphens.",
              setting,
              name));
    }
    names.add(name);
  }

  private SettingsException unknown(String setting, String form) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "%s is not a setting: it must be %s, where KEY is one of %s.",
            setting,
            form,
            String.join(", ", new TreeSet<>(keys))));
  }

  private static String nameIn(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the environment variable of a setting. */
  static String variableOf(String setting) {
    return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
