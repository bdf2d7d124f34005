package io.github.leanixruns.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Recognizes unknown settings. The default settings list all the known ones. */
final class KnownSettings {

  private static final String PREFIX = "leanix.";
  private static final String DEFAULTS = "/io/github/leanixruns/application.properties";
  // validated by NamedSettings
  private static final List<String> NAMED = List.of("leanix.channel.", "leanix.schedule.");
  // not documented: the home folder of the program, and sizes that tests reduce
  private static final Set<String> INTERNAL =
      Set.of(
          "leanix.home",
          "leanix.upload.whole-max",
          "leanix.upload.block-size",
          "leanix.download.whole-max",
          "leanix.download.range-size");

  private final Set<String> properties = new HashSet<>(INTERNAL);
  private final Set<String> variables;

  KnownSettings() {
    Properties defaults = new Properties();
    try (InputStream in = KnownSettings.class.getResourceAsStream(DEFAULTS)) {
      defaults.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(DEFAULTS, e);
    }
    properties.addAll(defaults.stringPropertyNames());
    variables =
        properties.stream().map(NamedSettings::variableOf).collect(Collectors.toUnmodifiableSet());
  }

  boolean isUnknownProperty(String property) {
    return property.startsWith(PREFIX)
        && !properties.contains(property)
        && NAMED.stream().noneMatch(property::startsWith);
  }

  boolean isUnknownVariable(String variable) {
    return variable.startsWith(NamedSettings.variableOf(PREFIX))
        && !variables.contains(variable)
        && NAMED.stream().map(NamedSettings::variableOf).noneMatch(variable::startsWith);
  }
}
