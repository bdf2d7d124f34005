package io.github.leanixruns.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.util.TimeUtils;

/**
 * Reads settings by their names and refuses values that make no sense.
 *
 * <p>The sources and their order are Camel's: command line, environment, {@code
 * application.properties}.
 */
public final class Settings {

  // of what Camel understands, the part that nobody can misread; a bare number would be
  // milliseconds
  private static final Pattern DURATION =
      Pattern.compile("(?=.)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,7})(KB|MB|GB)");
  private static final Map<String, Integer> BYTES_IN_BITS = Map.of("KB", 10, "MB", 20, "GB", 30);
  private static final int MOST_BYTES = 1 << 30;

  private final Function<String, String> source;
  private final Supplier<Set<String>> properties;
  private final Set<String> variables;
  private final String own;

  /** Reads from a Camel context's properties. */
  public static Settings of(CamelContext context) {
    return new Settings(
        name -> context.getPropertiesComponent().resolveProperty(name).orElse("").trim(),
        () -> propertiesOf(context),
        System.getenv().keySet());
  }

  /**
   * @param source returns the value of a setting, or an empty text
   * @param properties returns the names of all settings of files and the command line
   * @param variables the names of all environment variables
   */
  Settings(
      Function<String, String> source, Supplier<Set<String>> properties, Set<String> variables) {
    this(source, properties, variables, null);
  }

  private Settings(
      Function<String, String> source,
      Supplier<Set<String>> properties,
      Set<String> variables,
      String own) {
    this.source = source;
    this.properties = properties;
    this.variables = variables;
    this.own = own;
  }

  private static Set<String> propertiesOf(CamelContext context) {
    Set<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
    names.addAll(context.getPropertiesComponent().loadProperties().stringPropertyNames());
    return names;
  }

  /**
   * Returns the settings as something sees them that may have some of its own: {@code
   * leanix.channel.crm.run.poll} where it is set, and else {@code leanix.run.poll}.
   *
   * @param prefix for example {@code leanix.channel.crm}
   */
  public Settings seenFrom(String prefix) {
    return new Settings(source, properties, variables, prefix);
  }

  /** Returns the name under which a setting is set, for messages. */
  public String nameOf(String name) {
    String special = own == null ? name : own + name.substring(name.indexOf('.'));
    return source.apply(special).isBlank() ? name : special;
  }

  /** Returns the value of a setting, or an empty text where it has none. */
  public String text(String name) {
    return source.apply(nameOf(name));
  }

  /** Returns whether a setting has a value. */
  public boolean has(String name) {
    return !text(name).isBlank();
  }

  /** Returns whether somebody has named a setting without giving it a value. */
  public boolean isEmptied(String name) {
    return !has(name)
        && (properties.get().contains(name) || variables.contains(NamedSettings.variableOf(name)));
  }

  /**
   * Returns what looks like a setting of this program and is none, sorted: misspelled, as a rule,
   * and so without effect.
   */
  public List<String> unknown() {
    KnownSettings known = new KnownSettings();
    return Stream.concat(
            properties.get().stream().filter(known::isUnknownProperty),
            variables.stream().filter(known::isUnknownVariable))
        .sorted()
        .toList();
  }

  /**
   * Returns the names that settings of one kind were given, sorted: {@code nightly} where there is
   * {@code leanix.schedule.nightly.cron} or {@code LEANIX_SCHEDULE_NIGHTLY_CRON}. A name whose
   * settings all have no value does not count.
   *
   * @param kind what comes before the names, for example {@code leanix.schedule}
   * @param keys what may come after a name; anything else is refused
   */
  public List<String> named(String kind, Set<String> keys) {
    NamedSettings named = new NamedSettings(kind, keys);
    properties.get().forEach(named::addProperty);
    variables.forEach(named::addVariable);
    return named.names().stream()
        .filter(name -> keys.stream().anyMatch(key -> has(kind + "." + name + "." + key)))
        .toList();
  }

  /** Returns a setting that is one of a few words. */
  public String oneOf(String name, String... words) {
    String value = text(name);
    if (!List.of(words).contains(value)) {
      throw refuse(name, value, "one of " + String.join(", ", words));
    }
    return value;
  }

  public boolean flag(String name) {
    return Boolean.parseBoolean(oneOf(name, "true", "false"));
  }

  /** Returns a positive duration, written as 500ms, 30s, 5m or 6h. */
  public Duration duration(String name) {
    String value = text(name);
    if (DURATION.matcher(value).matches()) {
      long millis = TimeUtils.toMilliSeconds(value);
      if (millis > 0) {
        return Duration.ofMillis(millis);
      }
    }
    throw refuse(name, value, "a duration such as 500ms, 30s, 5m or 6h");
  }

  /** Returns a whole number within bounds, both included. */
  public int number(String name, int least, int most) {
    String value = text(name);
    String expected = "a whole number from " + least + " to " + most;
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refuse(name, value, expected, e);
    }
    throw refuse(name, value, expected);
  }

  /** Returns a number of bytes up to 1 GB, written as 500KB, 10MB or 1GB. */
  public int bytes(String name) {
    String value = text(name);
    Matcher size = SIZE.matcher(value);
    if (size.matches()) {
      long bytes = Long.parseLong(size.group(1)) << BYTES_IN_BITS.get(size.group(2));
      if (bytes > 0 && bytes <= MOST_BYTES) {
        return (int) bytes;
      }
    }
    throw refuse(name, value, "a size up to 1GB, such as 500KB or 10MB");
  }

  /** Returns a folder as an absolute path; it need not exist. */
  public Path directory(String name) {
    return path(name, "a folder");
  }

  /** Returns a file as an absolute path; it need not exist. */
  public Path file(String name) {
    return path(name, "a file");
  }

  private Path path(String name, String expected) {
    String value = text(name);
    try {
      if (!value.isEmpty()) {
        return Path.of(value).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      throw refuse(name, value, expected, e);
    }
    throw refuse(name, value, expected);
  }

  private SettingsException refuse(String name, String value, String expected) {
    return refuse(name, value, expected, null);
  }

  private SettingsException refuse(String name, String value, String expected, Exception cause) {
    return new SettingsException(
        "%s is \"%s\", but must be %s.".formatted(nameOf(name), value, expected), cause);
  }
}
