package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RunsHealthCheckTest {

  private static final Duration PATIENCE = Duration.ofHours(24);

  private final SettableClock clock = new SettableClock();

  @Test
  void whatPassesNeedsAPersonOnceItHasNotPassedForAsLongAsARunMayTake() {
    Map<String, Object> failing = failing("invalid_answer", 3);
    clock.advance(PATIENCE);
    assertThat(health(List.of(failing)).getState()).isEqualTo(State.UP);

    clock.advance(Duration.ofMillis(1));

    Result down = health(List.of(failing));
    assertThat(down.getState()).isEqualTo(State.DOWN);
    assertThat(down.getMessage())
        .hasValue("3 runs are waiting for a person, [apps.json] among them: no words");
  }

  @Test
  void whatDoesNotPassByItselfNeedsAPersonAtOnce() {
    Result down = health(List.of(failing("server_error", 3), failing("disk", 1)));

    assertThat(down.getState()).isEqualTo(State.DOWN);
    assertThat(down.getMessage())
        .hasValue("1 run is waiting for a person, [apps.json] among them: no words");
  }

  @Test
  void aLedgerThatCannotBeReadNeedsAPerson() {
    RunsHealthCheck health =
        new RunsHealthCheck(
            () -> {
              throw new IllegalStateException("no such table");
            },
            PATIENCE,
            clock);
    health.setCamelContext(new DefaultCamelContext());

    assertThat(health.call().getMessage()).hasValue("The ledger cannot be read: no such table");
  }

  private Map<String, Object> failing(String cause, int runs) {
    return Map.of(
        "failing_cause",
        cause,
        "runs",
        runs,
        "failing_since",
        clock.millis(),
        "file_name",
        "apps.json",
        "failure",
        "no words");
  }

  private Result health(List<Map<String, Object>> failing) {
    RunsHealthCheck health = new RunsHealthCheck(() -> failing, PATIENCE, clock);
    health.setCamelContext(new DefaultCamelContext());
    return health.call();
  }
}
