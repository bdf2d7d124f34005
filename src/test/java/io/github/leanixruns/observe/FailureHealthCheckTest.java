package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureHealthCheckTest {

  private final SettableClock clock = new SettableClock();
  private final LogLines log = new LogLines("leanix.health");
  private final FailureHealthCheck health = new FailureHealthCheck("steps", clock).of("folder");

  @BeforeEach
  void setCamelContext() {
    health.setCamelContext(new DefaultCamelContext());
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void itIsUpWithoutFailures() {
    assertThat(health.call().getState()).isEqualTo(State.UP);
  }

  @Test
  void itIsDownUntilAllOperationsHaveRecovered() {
    health.failed("lane-1", "No ledger.");
    health.failed("lane-2", "No disk.");

    Result down = health.call();
    assertThat(down.getState()).isEqualTo(State.DOWN);
    assertThat(down.getMessage()).hasValue("No ledger. (and 1 more folder)");

    health.recovered("lane-1");
    assertThat(health.call().getMessage()).hasValue("No disk.");

    health.recovered("lane-2");
    assertThat(health.call().getState()).isEqualTo(State.UP);
    assertThat(log.lines()).endsWith("INFO The health check steps is UP again.");
  }

  @Test
  void failuresAreLoggedOnceAMinute() {
    for (int attempt = 0; attempt < 100; attempt++) {
      health.failed("lane-" + attempt % 7, "No ledger.");
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(log.lines())
        .containsExactly(
            "ERROR No ledger. Retrying until it succeeds.",
            "ERROR No ledger. (and 6 more folders) Retrying until it succeeds.");
  }

  @Test
  void anAlternatingStateIsLoggedOnceAMinute() {
    for (int attempt = 0; attempt < 100; attempt++) {
      health.failed("lane-1", "No ledger.");
      health.recovered("lane-1");
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(log.lines())
        .containsExactly(
            "ERROR No ledger. Retrying until it succeeds.",
            "INFO The health check steps is UP again.",
            "ERROR No ledger. Retrying until it succeeds.",
            "INFO The health check steps is UP again.");
  }

  @Test
  void anOperationThatNeverFailedIsNotLogged() {
    health.recovered("lane-1");

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void theLogShowsTheLatestFailure() {
    health.failed("lane-1", "No ledger.");
    clock.advance(Duration.ofHours(5));
    health.failed("lane-2", "No disk.");

    assertThat(log.lines()).last().isEqualTo("ERROR No disk. Retrying until it succeeds.");
  }

  @Test
  void aFailureThatDoesNotOccurAgainExpires() {
    health.failed("lane-1", "No ledger.");
    clock.advance(Duration.ofMinutes(2));
    health.failed("lane-2", "No disk.");

    assertThat(health.call().getMessage()).hasValue("No ledger. (and 1 more folder)");
    clock.advance(Duration.ofMillis(1));
    assertThat(health.call().getMessage()).hasValue("No disk.");
    clock.advance(Duration.ofMinutes(2));
    assertThat(health.call().getState()).isEqualTo(State.UP);
  }
}
