package io.github.leanixruns.sandbox;

import io.github.leanixruns.hub.SandboxProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Starts a sandbox in the process of leanix-runs. */
public final class LocalSandboxProvider implements SandboxProvider {

  @Override
  public StartedSandbox start(int port, Duration runTime, Path inbox) throws IOException {
    Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(port).withRunTime(runTime));
    return new StartedSandbox(
        sandbox.baseUrl(), sandbox.apiToken(), new Samples(sandbox, inbox), sandbox);
  }
}
