package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.FileNotFoundException;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

class ScheduleFailuresTest {

  private final FailureHealthCheck health =
      new FailureHealthCheck("schedule-turns", new SettableClock());
  private final ScheduleFailures trouble = new ScheduleFailures(health);

  @Test
  void aScheduleThatCannotHaveItsTurnIsSaidUntilItHasIt() {
    try (LogLines log = new LogLines("leanix.health")) {
      trouble.occurred("nightly", new FileNotFoundException("its file x.json is gone"));

      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
      assertThat(health.call().getMessage())
          .hasValue(
              "Schedule nightly cannot have its turn: its file x.json is gone. Check"
                  + " leanix.schedule.nightly.ldif and the ledger.");

      trouble.passed("daily");
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
      trouble.passed("nightly");
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void aLedgerThatCannotBeAskedIsNoSchedulesTrouble() {
    try (LogLines log = new LogLines("leanix.health")) {
      trouble.occurred(null, new IllegalStateException("no connection"));

      assertThat(health.call().getMessage())
          .hasValue("What is due cannot be looked up: no connection. Check the ledger.");

      trouble.passed("nightly");
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
      trouble.passed(null);
      assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
      assertThat(log.lines()).hasSize(2);
    }
  }
}
