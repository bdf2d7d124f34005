package io.github.leanixruns;

import io.github.leanixruns.hub.Version;
import io.github.leanixruns.settings.SettingsException;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the command line.
 *
 * @param answer what to print instead of starting, or null
 * @param health which part of the health of a running process to print instead of starting
 * @param home the folder with {@code application.properties} and {@code routes/}, if it is given
 */
record CommandLine(String answer, boolean sandbox, Optional<String> health, Optional<String> home) {

  private static final String HOME = "--home=";
  private static final Map<String, String> HEALTH =
      Map.of("--health", "", "--health=live", "/live", "--health=ready", "/ready");
  private static final String USAGE =
      """
      Usage: java -jar leanix-runs.jar [OPTION]...

        --sandbox      uses the sandbox, a local replacement for a LeanIX workspace
        --home=FOLDER  reads application.properties and routes/ in FOLDER, not in the folder of leanix-runs.jar
        --health       prints the health of the leanix-runs that runs on this machine; the exit code is 0 if it is UP, else 1
        --health=live  does the same for /observe/health/live, --health=ready for /observe/health/ready
        --version      prints the version
        --help         prints this text

      Settings are environment variables (LEANIX_BASE_URL=https://acme.leanix.net), lines in application.properties
      (leanix.base-url = https://acme.leanix.net), or Java options before -jar (-Dleanix.base-url=https://acme.leanix.net).""";

  static CommandLine of(String... arguments) {
    String answer = null;
    boolean sandbox = false;
    Optional<String> health = Optional.empty();
    Optional<String> home = Optional.empty();
    for (String argument : arguments) {
      if (argument.equals("--help")) {
        answer = USAGE;
      } else if (argument.equals("--version")) {
        answer = Version.text();
      } else if (argument.equals("--sandbox")) {
        sandbox = true;
      } else if (HEALTH.containsKey(argument)) {
        health = Optional.of(HEALTH.get(argument));
      } else if (argument.startsWith(HOME)) {
        home = Optional.of(argument.substring(HOME.length()));
      } else {
        throw new SettingsException(argument + " is not an option.\n" + USAGE);
      }
    }
    return new CommandLine(answer, sandbox, health, home);
  }
}
