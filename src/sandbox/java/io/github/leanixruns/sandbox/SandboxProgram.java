package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.Optional;

/** The sandbox on the command line, but for the waiting. */
final class SandboxProgram {
  private SandboxProgram() {}

  /** Answers nothing after saying on {@code err} why there is no sandbox. */
  static Optional<Sandbox> open(PrintStream err, String... args) {
    try {
      SandboxSettings settings = SandboxOptions.parse(args);
      return open(settings, err);
    } catch (IllegalArgumentException e) {
      err.println("The sandbox does not start: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static Optional<Sandbox> open(SandboxSettings settings, PrintStream err) {
    try {
      return Optional.of(Sandbox.start(settings));
    } catch (BindException e) {
      err.println(
          "The sandbox does not start: port "
              + settings.port()
              + " is in use or not permitted; choose another with the option --port.");
    } catch (IOException e) {
      err.println("The sandbox does not start: " + e.getMessage() + ".");
    }
    return Optional.empty();
  }

  static void greet(Sandbox sandbox, PrintStream out) {
    String url = sandbox.baseUrl();
    out.println("The sandbox stands in for a LeanIX workspace until Ctrl-C.");
    out.println("Base URL:  " + url);
    out.println("API token: " + sandbox.apiToken());
    out.println("Get an access token:");
    out.println(
        "  curl -u apitoken:"
            + sandbox.apiToken()
            + " -d grant_type=client_credentials "
            + url
            + "/services/mtm/v1/oauth2/token");
    out.println("See what arrived:");
    out.println("  curl " + url + "/sandbox/runs");
    out.flush();
  }
}
