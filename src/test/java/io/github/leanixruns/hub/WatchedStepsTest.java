package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.ledger.Lanes;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.observe.LedgerHealthCheck;
import io.github.leanixruns.testsupport.LogLines;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.ValidationException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedStepsTest {

  private static final Duration LATER = Duration.ofSeconds(7);

  private final FailureHealthCheck health = new FailureHealthCheck("steps", Clock.systemUTC());
  private final LogLines log = new LogLines(WatchedSteps.class.getName());

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void aStepThatAnotherNodeHasDoneIsNoFailure() throws Exception {
    WatchedSteps steps =
        steps(
            lane -> {
              throw new ValidationException(
                  new DefaultExchange(new DefaultCamelContext()), "variable(run) != null");
            });

    assertThat(steps.of("lane")).isEqualTo(LATER);

    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void anErrorOfTheProgramIsLoggedAndReported() {
    WatchedSteps steps =
        steps(
            lane -> {
              throw new IllegalStateException("impossible");
            });

    assertThatThrownBy(() -> steps.of("lane")).isInstanceOf(IllegalStateException.class);

    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(log.lines())
        .containsExactly("ERROR A step of a run failed because of an error of the program");
  }

  private WatchedSteps steps(Lanes.Step step) {
    return new WatchedSteps(step, health, new LedgerHealthCheck("ledger", () -> true), null, LATER);
  }
}
