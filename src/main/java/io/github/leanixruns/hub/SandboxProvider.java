package io.github.leanixruns.hub;

import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;

/** Starts the sandbox. The jar of the sandbox provides it as a service. */
public interface SandboxProvider {

  /**
   * Starts a sandbox on 127.0.0.1.
   *
   * @param port 0 for any free port
   * @param runTime the time from a run's start to its end
   * @param inbox the folder that the samples are dropped into
   * @throws IOException if the port cannot be used
   */
  StartedSandbox start(int port, Duration runTime, Path inbox) throws IOException;

  /** Returns the provider, or fails if the jar of the sandbox is not on the class path. */
  static SandboxProvider load() {
    return ServiceLoader.load(SandboxProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "The sandbox cannot start because leanix-runs-sandbox.jar is not on the class path: copy it from the zip of leanix-runs into the folder lib beside leanix-runs.jar."));
  }

  /**
   * A sandbox that accepts requests.
   *
   * @param samples the bean {@code samples} of {@code routes/sandbox.camel.yaml}
   * @param server stops the sandbox when it is closed
   */
  record StartedSandbox(String baseUrl, String apiToken, Object samples, AutoCloseable server) {}
}
