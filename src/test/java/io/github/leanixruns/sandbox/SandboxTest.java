package io.github.leanixruns.sandbox;

import io.github.leanixruns.testsupport.SettableClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts a sandbox and a client for each test, with a clock that the test sets. */
abstract class SandboxTest {
  final SettableClock clock = new SettableClock();
  Sandbox sandbox;
  Client client;

  @BeforeEach
  void open() throws IOException {
    reopen(settings());
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  SandboxSettings settings() {
    return SandboxSettings.defaults().withRunTime(Duration.ZERO).withClock(clock);
  }

  void reopen(SandboxSettings settings) throws IOException {
    if (sandbox != null) {
      sandbox.close();
    }
    sandbox = Sandbox.start(settings);
    client = new Client(sandbox);
  }
}
