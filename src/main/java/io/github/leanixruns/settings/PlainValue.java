package io.github.leanixruns.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses values that contain what a shell, Docker or an editor would have removed, because
 * leanix-runs would take it as a part of the value. Messages do not contain the value, which may be
 * a secret.
 */
final class PlainValue {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern QUOTED = Pattern.compile("([\"']).*\\1", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("\\s#");
  private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$\\{[A-Z_][A-Z0-9_]*}");

  private PlainValue() {}

  /**
   * @param name the name of the setting or of its environment variable
   * @throws SettingsException if the value cannot be what is meant
   */
  static void require(String name, String value) {
    if (CONTROL.matcher(value).find()) {
      throw refuse(name, "contains a line break, a tab or another control character. Remove it.");
    }
    if (value.length() > 1 && QUOTED.matcher(value).matches()) {
      throw refuse(name, "begins and ends with a quotation mark. Remove both.");
    }
    if (COMMENT.matcher(value).find() && !name.toLowerCase(Locale.ROOT).endsWith("description")) {
      throw refuse(name, "contains a # after a blank. Write comments in lines of their own.");
    }
    if (SHELL_VARIABLE.matcher(value).find()) {
      throw refuse(
          name,
          "contains ${…}, which is not replaced. Write the value, or {{env:NAME}} in a file.");
    }
  }

  /** Refuses placeholders too: a password may contain the characters by chance. */
  static void requireOfVariable(String variable, String value) {
    require(variable, value.strip());
    if (Placeholders.areIn(value)) {
      throw refuse(
          variable,
          "contains {{ or }}. Placeholders are for application.properties: name = {{env:VARIABLE}}.");
    }
  }

  private static SettingsException refuse(String name, String fault) {
    return new SettingsException(name + " " + fault);
  }
}
