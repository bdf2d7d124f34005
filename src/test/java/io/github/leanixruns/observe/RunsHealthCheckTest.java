package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.ledger.FailingRuns;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RunsHealthCheckTest {

  private static final Duration TIMEOUT = Duration.ofHours(24);
  private static final Duration RESULTS_TIMEOUT = Duration.ofMinutes(10);

  private final SettableClock clock = new SettableClock();

  @Test
  void aTransientFailureNeedsAttentionAfterTheTimeout() {
    FailingRuns failing = failing("invalid_answer", 3);
    clock.advance(TIMEOUT);
    assertThat(health(List.of(failing)).getState()).isEqualTo(State.UP);

    clock.advance(Duration.ofMillis(1));

    Result down = health(List.of(failing));
    assertThat(down.getState()).isEqualTo(State.DOWN);
    assertThat(down.getMessage())
        .hasValue("3 runs need attention, for example [apps.json]: no reason");
  }

  @Test
  void anIntermediaryNeedsAttentionAfterTwoMinutes() {
    FailingRuns failing = failing("intermediary", 1);
    clock.advance(Duration.ofMinutes(2));
    assertThat(health(List.of(failing)).getState()).isEqualTo(State.UP);

    clock.advance(Duration.ofMillis(1));

    assertThat(health(List.of(failing)).getState()).isEqualTo(State.DOWN);
  }

  @Test
  void resultsThatAreNotReadyNeedAttentionAfterTheirTimeout() {
    FailingRuns failing = failing("no_results", 1);
    clock.advance(RESULTS_TIMEOUT);
    assertThat(health(List.of(failing)).getState()).isEqualTo(State.UP);

    clock.advance(Duration.ofMillis(1));

    assertThat(health(List.of(failing)).getState()).isEqualTo(State.DOWN);
  }

  @Test
  void aPermanentFailureNeedsAttentionImmediately() {
    Result down = health(List.of(failing("server_error", 3), failing("disk", 1)));

    assertThat(down.getState()).isEqualTo(State.DOWN);
    assertThat(down.getMessage())
        .hasValue("1 run needs attention, for example [apps.json]: no reason");
  }

  @Test
  void aLedgerThatCannotBeReadNeedsAttention() {
    RunsHealthCheck health =
        new RunsHealthCheck(
            () -> {
              throw new IllegalStateException("no such table");
            },
            TIMEOUT,
            RESULTS_TIMEOUT,
            clock);
    health.setCamelContext(new DefaultCamelContext());

    assertThat(health.call().getMessage()).hasValue("The ledger cannot be read: no such table");
  }

  private FailingRuns failing(String cause, int runs) {
    return new FailingRuns(cause, runs, clock.instant(), "apps.json", "no reason");
  }

  private Result health(List<FailingRuns> failing) {
    RunsHealthCheck health = new RunsHealthCheck(() -> failing, TIMEOUT, RESULTS_TIMEOUT, clock);
    health.setCamelContext(new DefaultCamelContext());
    return health.call();
  }
}
