package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {

  @ParameterizedTest
  @CsvSource({
    "RECEIVED, RECEIVED, false",
    "CREATED,  CREATED,  false",
    "STARTED,  STARTED,  false",
    "FINISHED, DELIVERED, true",
    "FAILED,   FAILED,   true",
    "STOPPED,  STOPPED,  true",
    "REJECTED, REJECTED, true",
  })
  void onlyAFinishedRunIsClosedInAnotherStage(String stage, String finalStage, boolean over) {
    assertThat(Runs.at(stage).build().finalStage()).isEqualTo(finalStage);
    assertThat(Runs.at(stage).build().isOver()).isEqualTo(over);
  }

  @Test
  void aStartedRunWithoutARunIdIsAFastRun() {
    assertThat(Runs.fast().build().isFast()).isTrue();
    assertThat(Runs.started().build().isFast()).isFalse();
    assertThat(Runs.received().build().isFast()).isFalse();
    assertThat(Runs.fast().withStage("FINISHED").build().isFast()).isFalse();
  }

  @Test
  void aConfigurationIsNotARun() {
    assertThat(Runs.configuration().build().isConfiguration()).isTrue();
    assertThat(Runs.received().build().isConfiguration()).isFalse();
  }

  @Test
  void aRunHasResultsOnceTheirElementsAreCounted() {
    assertThat(Runs.finished().build().hasResults()).isFalse();
    assertThat(Runs.finished().withResultElements(0L).build().hasResults()).isTrue();
  }

  @Test
  void aRunIsClosedOnceItHasThatTime() {
    assertThat(Runs.finished().build().isClosed()).isFalse();
    assertThat(Runs.finished().withClosedAt(Runs.RECEIVED_AT).build().isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void theKindOfTheLastFailureIsReadFromItsLabel(FailureKind kind) {
    assertThat(Runs.created().withFailing(Runs.RECEIVED_AT, kind, "").build().failingKind())
        .isSameAs(kind);
  }

  @Test
  void aRunThatHasNotFailedHasNoFailureKind() {
    assertThat(Runs.created().build().failingKind()).isNull();
  }

  @Test
  void theProgressIsTheStageAndTheRunId() {
    assertThat(Runs.received().build().progress()).isEqualTo("RECEIVED");
    assertThat(Runs.created().withRunId("r-1").build().progress()).isEqualTo("CREATED: run r-1");
  }

  @Test
  void theConnectorIsLabelledByItsFourFields() {
    assertThat(Runs.received().build().connector()).isEqualTo("cmdb/crm/1.0.0/inbound");
    assertThat(Runs.rejected().build().connector()).isEqualTo("none");
  }

  @Test
  void aMissingFieldIsLeftOutOfTheConnectorLabel() {
    assertThat(ConnectorLabel.of("cmdb", null, "1.0.0", null)).isEqualTo("cmdb/1.0.0");
  }
}
