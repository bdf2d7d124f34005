package io.github.leanixruns;

import io.github.leanixruns.hub.Hub;
import io.github.leanixruns.ledger.LedgerWarmUp;
import io.github.leanixruns.log.LogSetup;
import io.github.leanixruns.observe.HealthQuery;
import io.github.leanixruns.settings.Environment;
import io.github.leanixruns.settings.ExposedSecrets;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.settings.SettingsFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Starts leanix-runs: Camel, the hub, and the routes of the folder {@code routes/}. */
public final class LeanixRuns {

  private static final int NOT_HEALTHY = 1;
  private static final int CANNOT_START = 2;

  /** How this program uses Camel, and the default settings. */
  private static final List<String> DEFAULTS =
      List.of(
          "/io/github/leanixruns/camel.properties", "/io/github/leanixruns/application.properties");

  private LeanixRuns() {}

  /**
   * Runs until the process is stopped. If it cannot start, it prints one message and exits with
   * code 2.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String... arguments) {
    int exitCode = run(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  private static int run(String... arguments) {
    Main main = null;
    try {
      // first, because Java opens files even to describe another failure
      if (OpenFiles.areTooFew()) {
        System.err.println(OpenFiles.TOO_FEW);
        return CANNOT_START;
      }
      // then this, because lines that are logged before are not masked
      LogSetup.useDefaultConfiguration();
      CommandLine line = CommandLine.of(arguments);
      if (line.answer() != null) {
        System.out.println(line.answer());
        return 0;
      }
      if (line.health().isPresent()) {
        return printHealth(line.home(), line.health().get());
      }
      if (line.sandbox()) {
        System.setProperty("leanix.sandbox.enabled", "true");
      }
      // without arguments, because Camel would parse them as its own options
      main = create(line.home(), Clock.systemUTC());
      return main.run(new String[0]);
    } catch (Exception | LinkageError | VirtualMachineError e) {
      System.err.println(StartFailure.describe(e, main == null ? null : main.getCamelContext()));
      return CANNOT_START;
    }
  }

  private static int printHealth(Optional<String> homeOption, String path) throws Exception {
    Path home = Home.of(homeOption);
    HealthQuery health = HealthQuery.ask(settings(home, settingsFile(home)), path);
    System.out.println(health.message());
    return health.up() ? 0 : NOT_HEALTHY;
  }

  /** Returns the program, configured but not started. */
  public static Main create() throws Exception {
    return create(Clock.systemUTC());
  }

  /** Returns the program with a clock of the caller's, configured but not started. */
  public static Main create(Clock clock) throws Exception {
    LogSetup.useDefaultConfiguration();
    return create(Optional.empty(), clock);
  }

  private static Main create(Optional<String> homeOption, Clock clock) throws Exception {
    LedgerWarmUp.start();
    Path home = Home.of(homeOption);
    System.getProperties()
        .replaceAll(
            (name, value) ->
                String.valueOf(name).startsWith("leanix.") ? value.toString().strip() : value);
    SettingsFile file = settingsFile(home);
    Main main = new Main();
    main.setInitialProperties(settings(home, file));
    // all files are read here, because Camel would accept in them what SettingsFile refuses
    main.setDefaultPropertyPlaceholderLocation("false");
    main.bind("environment", new Environment());
    main.configure()
        .addConfiguration(
            new CamelConfiguration() {
              @Override
              public void configure(CamelContext context) throws Exception {
                LeanixRuns.configure(context, file, clock);
              }
            });
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStop(BaseMainSupport stopped) {
            LogSetup.flush();
          }
        });
    return main;
  }

  private static void configure(CamelContext context, SettingsFile file, Clock clock)
      throws Exception {
    try {
      new Hub(clock).configure(context);
      ExposedSecrets.warn(file);
    } catch (SettingsException e) {
      throw new SettingsException(file.withLine(e.getMessage()), e);
    }
  }

  private static SettingsFile settingsFile(Path home) throws Exception {
    return SettingsFile.read(home.resolve("application.properties"));
  }

  private static Properties settings(Path home, SettingsFile file) throws IOException {
    Properties settings = defaults();
    settings.putAll(file.values());
    settings.setProperty("leanix.home", home.toString());
    return settings;
  }

  private static Properties defaults() throws IOException {
    Properties defaults = new Properties();
    for (String resource : DEFAULTS) {
      try (var in = LeanixRuns.class.getResourceAsStream(resource)) {
        defaults.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    }
    return defaults;
  }
}
