package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.Optional;

/** Starts the sandbox from the command line. */
final class SandboxProgram {
  private SandboxProgram() {}

  /** Returns nothing if the sandbox cannot start, and prints the reason to {@code err}. */
  static Optional<Sandbox> open(PrintStream err, String... args) {
    try {
      SandboxSettings settings = SandboxOptions.parse(args);
      return open(settings, err);
    } catch (IllegalArgumentException e) {
      err.println("The sandbox cannot start: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static Optional<Sandbox> open(SandboxSettings settings, PrintStream err) {
    try {
      return Optional.of(Sandbox.start(settings));
    } catch (BindException e) {
      err.println(
          "The sandbox cannot start: port "
              + settings.port()
              + " is in use or not permitted. Choose another port with the option --port.");
    } catch (IOException e) {
      err.println("The sandbox cannot start: " + e.getMessage() + ".");
    }
    return Optional.empty();
  }

  static void greet(Sandbox sandbox, PrintStream out) {
    String url = sandbox.baseUrl();
    out.println("The sandbox is running. Press Ctrl-C to stop it.");
    out.println("Base URL:  " + url);
    out.println("API token: " + sandbox.apiToken());
    out.println("To get an access token:");
    out.println(
        "  curl -u apitoken:"
            + sandbox.apiToken()
            + " -d grant_type=client_credentials "
            + url
            + "/services/mtm/v1/oauth2/token");
    out.println("To list the runs:");
    out.println("  curl -H 'Sandbox-Control: true' " + url + "/sandbox/runs");
    out.flush();
  }
}
