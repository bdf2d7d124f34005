package io.github.leanixruns.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
 * Reads and validates settings. Camel provides them in this order of precedence: command line,
 * environment, {@code application.properties}.
 */
public final class Settings {

  // a subset of Camel's syntax; Camel would read a number without a unit as milliseconds
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");
  private static final Pattern PERCENT = Pattern.compile("(100|[1-9]?[0-9])%");
  private static final Pattern DURATION =
      Pattern.compile("(?=.)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,7})(KB|MB|GB)");
  private static final Map<String, Integer> SHIFTS = Map.of("KB", 10, "MB", 20, "GB", 30);
  private static final int MAX_BYTES = 1 << 30;

  private final Function<String, String> source;
  private final Supplier<Set<String>> properties;
  private final Map<String, String> variables;
  private final String scope;

  /** Returns the settings of a Camel context. */
  public static Settings of(CamelContext context) {
    return new Settings(
        name -> Placeholders.resolve(context.getPropertiesComponent(), name),
        () -> propertiesOf(context),
        Environment.settingsIn(System.getenv()));
  }

  /**
   * @param source returns the value of a setting, or an empty string
   * @param properties returns the names of all settings from files and the command line
   * @param variables the environment variables that may be settings
   */
  Settings(
      Function<String, String> source,
      Supplier<Set<String>> properties,
      Map<String, String> variables) {
    this(source, properties, variables, null);
  }

  private Settings(
      Function<String, String> source,
      Supplier<Set<String>> properties,
      Map<String, String> variables,
      String scope) {
    this.source = source;
    this.properties = properties;
    this.variables = variables;
    this.scope = scope;
  }

  private static Set<String> propertiesOf(CamelContext context) {
    Set<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
    names.addAll(context.getPropertiesComponent().loadProperties().stringPropertyNames());
    return names;
  }

  /**
   * Returns settings of which a scope can override each: {@code leanix.channel.crm.run.poll} if it
   * has a value, otherwise {@code leanix.run.poll}.
   *
   * @param prefix for example {@code leanix.channel.crm}
   */
  public Settings seenFrom(String prefix) {
    return new Settings(source, properties, variables, prefix);
  }

  /** Returns the name under which a setting has its value, for messages. */
  public String nameOf(String name) {
    String special = scope == null ? name : scope + name.substring(name.indexOf('.'));
    return source.apply(special).isBlank() ? name : special;
  }

  /** Returns the value of a setting, or an empty string if it has none. */
  public String text(String name) {
    return source.apply(nameOf(name));
  }

  /** Returns whether a setting has a value. */
  public boolean has(String name) {
    return !text(name).isBlank();
  }

  /** Returns whether a setting is present without a value. */
  public boolean isPresentButEmpty(String name) {
    return !has(name)
        && (properties.get().contains(name)
            || variables.containsKey(NamedSettings.variableOf(name)));
  }

  /**
   * Refuses values that do not mean what they look like, also those that are used later or not at
   * all.
   *
   * @throws SettingsException with the name of the first such setting
   */
  public void requirePlainValues() {
    variables.forEach(PlainValue::requireOfVariable);
    properties.get().stream()
        .filter(name -> name.startsWith("leanix."))
        .forEach(name -> PlainValue.require(name, source.apply(name)));
  }

  /** Returns the sorted names that start like settings of this program but are unknown. */
  public List<String> unknown() {
    KnownSettings known = new KnownSettings();
    return Stream.concat(
            properties.get().stream().filter(known::isUnknownProperty),
            variables.keySet().stream().filter(known::isUnknownVariable))
        .sorted()
        .toList();
  }

  /**
   * Returns the sorted user-defined names of one kind: {@code nightly} for {@code
   * leanix.schedule.nightly.cron} or {@code LEANIX_SCHEDULE_NIGHTLY_CRON}. A name is left out if
   * none of its settings has a value.
   *
   * @param kind the prefix of the names, for example {@code leanix.schedule}
   * @param keys the keys that may follow a name; others are invalid
   */
  public List<String> named(String kind, Set<String> keys) {
    NamedSettings named = new NamedSettings(kind, keys);
    properties.get().forEach(named::addProperty);
    variables.keySet().forEach(named::addVariable);
    return named.names().stream()
        .filter(name -> keys.stream().anyMatch(key -> has(kind + "." + name + "." + key)))
        .toList();
  }

  /** Returns a setting with a fixed set of values. */
  public String oneOf(String name, String... values) {
    String value = text(name);
    if (!List.of(values).contains(value)) {
      throw refuse(name, value, "one of " + String.join(", ", values));
    }
    return value;
  }

  /** Returns the values of a setting that are separated by commas. */
  public List<String> list(String name) {
    return Stream.of(text(name).split(","))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** Returns a setting that is true or false. */
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

  /** Returns a duration of whole seconds, at least as long as another. */
  public Duration duration(String name, Duration shortest) {
    Duration duration = duration(name);
    if (duration.compareTo(shortest) < 0) {
      throw refuse(name, text(name), shortest.toSeconds() + "s or longer");
    }
    return duration;
  }

  /** Returns a whole number from min to max, inclusive. */
  public int number(String name, int min, int max) {
    String value = text(name);
    if (NUMBER.matcher(value).matches()) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw refuse(name, value, "a whole number from " + min + " to " + max);
  }

  /** Returns a percentage from 0 to 100, written as 50%. */
  public int percent(String name) {
    String value = text(name);
    if (PERCENT.matcher(value).matches()) {
      return Integer.parseInt(value.substring(0, value.length() - 1));
    }
    throw refuse(name, value, "a percentage from 0% to 100%");
  }

  /** Returns a number of bytes up to 1 GB, written as 500KB, 10MB or 1GB. */
  public int bytes(String name) {
    String value = text(name);
    Matcher size = SIZE.matcher(value);
    if (size.matches()) {
      long bytes = Long.parseLong(size.group(1)) << SHIFTS.get(size.group(2));
      if (bytes > 0 && bytes <= MAX_BYTES) {
        return (int) bytes;
      }
    }
    throw refuse(name, value, "a size up to 1GB, such as 500KB or 10MB");
  }

  /** Returns the absolute path of a folder, which may not exist yet. */
  public Path directory(String name) {
    return path(name, "a folder");
  }

  /** Returns the absolute path of a file, which may not exist yet. */
  public Path file(String name) {
    return path(name, "a file");
  }

  private Path path(String name, String expected) {
    String value = text(name);
    String fault = PathValue.faultOf(value);
    if (fault == null) {
      return Path.of(value).toAbsolutePath().normalize();
    }
    throw refuse(name, value, expected + fault);
  }

  private SettingsException refuse(String name, String value, String expected) {
    return new SettingsException(
        String.format(Locale.ROOT, "%s is \"%s\", but must be %s.", nameOf(name), value, expected));
  }
}
