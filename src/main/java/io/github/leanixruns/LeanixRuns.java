package io.github.leanixruns;

import io.github.leanixruns.hub.Hub;
import io.github.leanixruns.ledger.Ledger;
import io.github.leanixruns.log.LogSetup;
import io.github.leanixruns.settings.Environment;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Starts leanix-runs: Camel, the hub, and the routes of the folder {@code routes/}. */
public final class LeanixRuns {

  private static final int CANNOT_START = 2;
  private static final String SANDBOX = "--sandbox";
  private static final String USAGE =
      """
      %s is not an option. The only option is --sandbox, which runs everything without LeanIX.
        Settings are environment variables (LEANIX_BASE_URL=https://acme.leanix.net), lines in application.properties
        (leanix.base-url = https://acme.leanix.net), or Java options before -jar (-Dleanix.base-url=https://acme.leanix.net).""";
  private static final String NO_ROUTES =
      "The folder routes/ of leanix-runs was found neither in the working directory %s nor beside the jar in %s. Start leanix-runs in the project's folder, or unpack the complete zip.";
  private static final List<String> ROUTE_FILES =
      List.of(
          "run",
          "run-failures",
          "leanix-api",
          "upload",
          "fast",
          "full-load",
          "results",
          "outbox",
          "hooks",
          "inbox",
          "processors",
          "queue",
          "schedule",
          "status-list",
          "nodes",
          "observe");
  private static final String DEFAULTS = "/io/github/leanixruns/camel.properties";

  private LeanixRuns() {}

  /**
   * Runs until the process is stopped.
   *
   * @param arguments {@code --sandbox} to use the sandbox in place of LeanIX
   * @throws Exception if the start fails, but not because of a setting
   */
  public static void main(String... arguments) throws Exception {
    int exitCode = run(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  private static int run(String... arguments) throws Exception {
    try {
      for (String argument : arguments) {
        if (!SANDBOX.equals(argument)) {
          throw new SettingsException(String.format(Locale.ROOT, USAGE, argument));
        }
        System.setProperty("leanix.sandbox.enabled", "true");
      }
      // without arguments, because Camel would parse them as its own options
      return create().run(new String[0]);
    } catch (Exception e) {
      System.err.println(Secrets.mask(SettingsException.in(e).orElseThrow(() -> e).getMessage()));
      return CANNOT_START;
    }
  }

  /** Returns the program, configured but not started. */
  public static Main create() throws Exception {
    // first, because lines that are logged before are not masked
    LogSetup.useDefaultConfiguration();
    Ledger.warmUp();
    Path home = home();
    Main main = new Utf8Main();
    Properties defaults = new Properties();
    try (var in = LeanixRuns.class.getResourceAsStream(DEFAULTS)) {
      defaults.load(in);
    }
    defaults.setProperty("leanix.home", home.toString());
    main.setInitialProperties(defaults);
    main.setDefaultPropertyPlaceholderLocation(
        "file:"
            + home.resolve("application.properties")
            + ";optional=true,classpath:io/github/leanixruns/application.properties");
    main.bind("environment", new Environment());
    main.configure().addConfiguration(new Hub());
    return main;
  }

  /**
   * Returns the folder that contains {@code routes/}: the working directory, or that of the jar.
   */
  private static Path home() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path code =
        Path.of(LeanixRuns.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path home =
        Stream.of(here, code.getParent())
            .filter(folder -> Files.isRegularFile(folder.resolve("routes/run.camel.yaml")))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        String.format(Locale.ROOT, NO_ROUTES, here, code.getParent())));
    requireRouteFiles(home);
    return home;
  }

  /** Without one of its route files, Camel would not start, or do only a part of the work. */
  private static void requireRouteFiles(Path home) {
    for (String name : ROUTE_FILES) {
      Path file = home.resolve("routes").resolve(name + ".camel.yaml");
      if (!Files.isRegularFile(file)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "The route file %s is missing. Restore it from the zip of this version.",
                file));
      }
    }
  }

  /**
   * Camel reads {@code application.properties} as Latin-1 by default, before other code can change
   * it.
   */
  private static final class Utf8Main extends Main {
    @Override
    protected CamelContext createCamelContext() {
      CamelContext context = super.createCamelContext();
      context.getPropertiesComponent().setEncoding(StandardCharsets.UTF_8.name());
      return context;
    }
  }
}
