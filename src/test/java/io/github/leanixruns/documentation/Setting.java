package io.github.leanixruns.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting, as {@code application.properties} defines it or as the documentation lists it.
 *
 * @param section the title of the banner, or the heading
 * @param name the setting's name; NAME is the name of a channel or schedule
 * @param defaultValue the default, or an empty text
 */
record Setting(String section, String name, String defaultValue) {

  private static final Pattern DEFINITION = Pattern.compile("#?((?:leanix|camel)\\.\\S+) =(.*)");
  private static final Pattern ROW =
      Pattern.compile("\\| `((?:leanix|camel)\\.[^`]+)` \\| +(?:`([^`]*)` )?\\| .+ \\|");

  /** Returns the settings of {@code application.properties}, in their order. */
  static List<Setting> defined() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("application.properties"));
    List<Setting> settings = new ArrayList<>();
    String section = null;
    for (int i = 0; i < lines.size(); i++) {
      Matcher definition = DEFINITION.matcher(lines.get(i));
      if (i > 1 && isRule(lines.get(i)) && isRule(lines.get(i - 2))) {
        section = lines.get(i - 1).substring(2);
      } else if (definition.matches()) {
        settings.add(new Setting(section, definition.group(1), definition.group(2).strip()));
      }
    }
    return settings;
  }

  private static boolean isRule(String line) {
    return line.matches("# -+");
  }

  /** Returns the settings of the tables in {@code docs/configuration.md}, in their order. */
  static List<Setting> documented() throws IOException {
    List<Setting> settings = new ArrayList<>();
    String section = null;
    for (String line : Files.readAllLines(Path.of("docs", "configuration.md"))) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (row.matches()) {
        String defaultValue = row.group(2) == null ? "" : row.group(2);
        settings.add(new Setting(section, row.group(1), defaultValue));
      }
    }
    return settings;
  }

  /** Tells whether a name is that of this setting. */
  boolean matches(String candidate) {
    return candidate.matches(Pattern.quote(name).replace("NAME", "\\E[a-z0-9-]+\\Q"));
  }
}
