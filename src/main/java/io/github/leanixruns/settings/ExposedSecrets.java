package io.github.leanixruns.settings;

import io.github.leanixruns.files.OtherUsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns at the start of secrets that every user of the machine can read. */
public final class ExposedSecrets {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final Pattern SECRET = Pattern.compile("leanix\\..*(api-token|password)");

  private ExposedSecrets() {}

  /** Warns of secrets on the command line, and in the settings file if others can read it. */
  public static void warn(SettingsFile file) throws IOException {
    secretsIn(System.getProperties())
        .forEach(
            name ->
                LOG.warn(
                    "{} is on the command line, which every user of this machine can read. Use the environment variable {} instead.",
                    name,
                    NamedSettings.variableOf(name)));
    if (OtherUsers.canRead(file.path())) {
      secretsIn(file.values())
          .forEach(
              name ->
                  LOG.warn(
                      "{} is in {}, which every user of this machine can read. Use the environment variable {} instead, or run chmod o-r {}.",
                      name,
                      file.path(),
                      NamedSettings.variableOf(name),
                      file.path()));
    }
  }

  /** Warns of a file with a secret if others can read it. */
  public static void warnOfFile(String setting, Path file) throws IOException {
    if (OtherUsers.canRead(file)) {
      LOG.warn(
          "The file of {} can be read by every user of this machine. Run chmod o-r {}.",
          setting,
          file);
    }
  }

  private static Stream<String> secretsIn(Properties settings) {
    return settings.stringPropertyNames().stream()
        .filter(name -> SECRET.matcher(name).matches())
        .filter(name -> !settings.getProperty(name).isEmpty())
        .filter(name -> !settings.getProperty(name).startsWith("{{"))
        .sorted();
  }
}
