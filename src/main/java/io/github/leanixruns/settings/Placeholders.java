package io.github.leanixruns.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesComponent;

/** Resolves the placeholders of settings, <code>{{name}}</code>. */
final class Placeholders {

  private static final Pattern UNRESOLVED = Pattern.compile("key \\[([^\\]]+)]");

  private Placeholders() {}

  /**
   * Returns the value of a setting, or an empty string. Camel would treat a setting with a
   * placeholder that it cannot resolve as one without a value.
   *
   * @throws SettingsException if a placeholder cannot be resolved
   */
  static String resolve(PropertiesComponent properties, String name) {
    try {
      String value = properties.parseUri("{{?" + name + "}}");
      return value == null ? "" : value.strip();
    } catch (IllegalArgumentException e) {
      Matcher key = UNRESOLVED.matcher(String.valueOf(e.getMessage()));
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s contains %s, which cannot be resolved. Define it, or write the value itself.",
              name,
              key.find() ? "the placeholder {{" + key.group(1) + "}}" : "{{ or }}"),
          e);
    }
  }

  /** Returns whether Camel would replace a part of a value. */
  static boolean areIn(String value) {
    return value.contains("{{") || value.contains("}}");
  }
}
