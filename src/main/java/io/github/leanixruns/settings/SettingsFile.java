package io.github.leanixruns.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code application.properties}. What Java would read differently from what it looks like
 * is refused: a key that is set twice, a single backslash, and bytes that are not UTF-8.
 */
public final class SettingsFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern IGNORED = Pattern.compile("\\s*([#!].*)?");
  private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\$");
  private static final Pattern SINGLE_BACKSLASH =
      Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\[^\\\\\\s:=#!u]");
  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:(\\w+)");
  private static final Pattern SETTING = Pattern.compile("\\bleanix\\.[\\w.-]*\\w");

  private final Path file;
  private final Properties values = new Properties();
  private final Map<String, Integer> lines = new HashMap<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the file. A file that does not exist has no settings.
   *
   * @throws SettingsException if it cannot be read, or means something else than it looks like
   */
  public static SettingsFile read(Path file) {
    SettingsFile settings = new SettingsFile(file);
    try {
      if (Files.exists(file)) {
        String text = Files.readString(file);
        settings.load(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
      }
    } catch (CharacterCodingException e) {
      throw new SettingsException(file + " is not UTF-8. Save it in this encoding.", e);
    } catch (IOException e) {
      throw new SettingsException(file + " cannot be read: " + e, e);
    }
    return settings;
  }

  private void load(String text) throws IOException {
    StringBuilder entry = new StringBuilder();
    int number = 0;
    int first = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (entry.isEmpty()) {
        first = number;
        if (IGNORED.matcher(line).matches()) {
          continue;
        }
      }
      entry.append(line).append('\n');
      if (!CONTINUED.matcher(line).find()) {
        add(entry.toString(), first);
        entry.setLength(0);
      }
    }
    if (!entry.isEmpty()) {
      add(entry.toString(), first);
    }
  }

  private void add(String entry, int line) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(entry));
    } catch (IllegalArgumentException e) {
      throw refuse(line, "is not a valid setting: " + e.getMessage(), e);
    }
    for (String key : one.stringPropertyNames()) {
      String value = one.getProperty(key).strip();
      Integer earlier = lines.get(canonical(key));
      if (earlier != null) {
        throw refuse(line, "sets %s again, after line %d. Keep one of them.", key, earlier);
      }
      // a line without a value may be followed by one with a value: the file of the zip has them
      if (!value.isEmpty()) {
        lines.put(canonical(key), line);
      }
      if (key.startsWith("leanix.") && SINGLE_BACKSLASH.matcher(entry).find()) {
        throw refuse(
            line, "has a backslash in the value of %s, which Java removes. Write / or \\\\.", key);
      }
      requireLiteralVariables(value, line);
      values.setProperty(key, value);
    }
  }

  /** Camel would replace placeholders in the value of the variable too. */
  private void requireLiteralVariables(String value, int line) {
    Matcher variable = VARIABLE.matcher(value);
    while (variable.find()) {
      String replaced = System.getenv(variable.group(1));
      if (replaced != null && Placeholders.areIn(replaced)) {
        throw refuse(
            line,
            "names the environment variable %s, whose value has {{ or }}.",
            variable.group(1));
      }
    }
  }

  /** Camel treats {@code baseUrl} and {@code base-url} as equal in its own settings. */
  private static String canonical(String key) {
    return CAMEL_CASE.matcher(key).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  private SettingsException refuse(int line, String fault, Object... arguments) {
    return new SettingsException(
        file + ", line " + line + " " + String.format(Locale.ROOT, fault, arguments));
  }

  private SettingsException refuse(int line, String fault, Exception cause) {
    return new SettingsException(file + ", line " + line + " " + fault, cause);
  }

  Path path() {
    return file;
  }

  /** Returns the settings of the file. */
  public Properties values() {
    return values;
  }

  /** Adds the line of the first setting that a message names, if this file sets it. */
  public String withLine(String message) {
    Matcher setting = SETTING.matcher(message);
    if (!setting.find()) {
      return message;
    }
    String name = setting.group();
    Integer line = lines.get(canonical(name));
    boolean overridden =
        System.getProperty(name) != null || new Environment().getProperty(name) != null;
    return line == null || overridden
        ? message
        : String.format(Locale.ROOT, "%s (%s is in %s, line %d)", message, name, file, line);
  }
}
