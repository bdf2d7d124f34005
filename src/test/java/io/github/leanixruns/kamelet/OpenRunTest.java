package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenRunTest {

  private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant LATER = FIRST.plusSeconds(60);

  @Test
  void aRunKeepsWhatEarlierStepsHaveRecorded() {
    OpenRun run =
        OpenRun.received(true, "inbound").created("run-1").started(FIRST).reported("PENDING");

    assertThat(run)
        .isEqualTo(new OpenRun("STARTED", "run-1", "PENDING", true, "inbound", FIRST, FIRST, null));
    assertThat(run.at("FINISHED"))
        .isEqualTo(
            new OpenRun("FINISHED", "run-1", "PENDING", true, "inbound", FIRST, FIRST, null));
  }

  @Test
  void aRunThatIsStartedAgainKeepsTheTimeOfItsFirstStart() {
    OpenRun run =
        OpenRun.received(false, "inbound")
            .created("run-1")
            .started(FIRST)
            .at("CREATED")
            .started(LATER);

    assertThat(run.startedAt()).isEqualTo(FIRST);
    assertThat(run.startSentAt()).isEqualTo(LATER);
  }

  @Test
  void aFailingStepKeepsTheTimeOfItsFirstFailure() {
    OpenRun run = OpenRun.received(false, "inbound").failing(FIRST).failing(LATER);

    assertThat(run.failingSince()).isEqualTo(FIRST);
  }

  @Test
  void aSuccessfulStepEndsTheFailure() {
    OpenRun failing = OpenRun.received(false, "inbound").failing(FIRST);

    assertThat(failing.created("run-1").failingSince()).isNull();
    assertThat(failing.started(LATER).failingSince()).isNull();
    assertThat(failing.reported("PENDING").failingSince()).isNull();
    assertThat(failing.at("FINISHED").failingSince()).isNull();
  }

  @Test
  void aRunIsOpenUntilItIsDeliveredOrHasFailed() {
    OpenRun run = OpenRun.received(false, "inbound");

    assertThat(run.isOpen()).isTrue();
    assertThat(run.created("run-1").isOpen()).isTrue();
    assertThat(run.at("FINISHED").isOpen()).isTrue();
    assertThat(run.at("DELIVERED").isOpen()).isFalse();
    assertThat(run.at("FAILED").isOpen()).isFalse();
  }
}
