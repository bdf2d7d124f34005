package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.testsupport.Runs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingsTest {

  private static final String HOW_TO_RETRY =
      "To run the file again, move it from the failed folder back into the inbox.";

  private static final String MAY_HAVE_RUN =
      "LeanIX may already have executed run run-1, completely or in part: look it up there before"
          + " you run the file again. ";
  private static final String FAST_MAY_HAVE_RUN = MAY_HAVE_RUN.replace("run run-1", "the fast run");

  @ParameterizedTest
  @CsvSource({
    "CREATED, synchronizationRuns/run-1/start?test=false, start the run",
    "CREATED, synchronizationRuns/run-1/status, return the run's status",
    "STARTED, synchronizationRuns/run-1/status, return the run's status",
  })
  void aRefusalNamesTheRequestTheStatusAndTheMessageOfLeanix(
      String stage, String path, String request) {
    Run run = Runs.at(stage).withRunId("run-1").withStatus("PENDING").build();

    assertThat(Endings.refused(run, refusal(path, 422, "no processor for this connector")))
        .isEqualTo(
            new Ending(
                "FAILED",
                "PENDING",
                "LeanIX refused to " + request + ": HTTP 422, \"no processor for this connector\".",
                "Correct what LeanIX names. " + MAY_HAVE_RUN + HOW_TO_RETRY));
  }

  @Test
  void aRefusedFastRunHasNoStatus() {
    assertThat(Endings.refused(Runs.fast().build(), refusal(422, "invalid")))
        .isEqualTo(
            new Ending(
                "FAILED",
                null,
                "LeanIX refused to execute the fast run: HTTP 422, \"invalid\".",
                "Correct what LeanIX names. " + FAST_MAY_HAVE_RUN + HOW_TO_RETRY));
  }

  @Test
  void aRefusalToCreateARunHasNoStatus() {
    assertThat(Endings.refused(Runs.received().build(), refusal(413, "too large")))
        .isEqualTo(
            new Ending(
                "FAILED",
                null,
                "LeanIX refused to create the run: HTTP 413, \"too large\".",
                "Correct what LeanIX names. " + HOW_TO_RETRY));
  }

  @Test
  void theAdviceForAnUnknownStorageNamesItsSetting() {
    Run run = Runs.received().build();

    assertThat(Endings.refused(run, refusal("storages/azure", 404, "unknown")).advice())
        .isEqualTo(
            "This workspace may have no storage for large LDIFs: set leanix.upload.storage=false. "
                + HOW_TO_RETRY);
  }

  @Test
  void theAdviceForAConfigurationNamesTheProcessorsFolder() {
    Run configuration = Runs.configuration().build();
    Ending refused = Endings.refused(configuration, refusal(422, "invalid"));

    assertThat(refused.reason())
        .isEqualTo("LeanIX refused to store the processor configuration: HTTP 422, \"invalid\".");
    assertThat(refused.advice())
        .isEqualTo(
            "Correct what LeanIX names. To send the file again, move it from the failed folder back"
                + " into the processors folder.");
    assertThat(Endings.unreachable(configuration, policy(Duration.ofHours(6)), "HTTP 503").advice())
        .endsWith("back into the processors folder.");
  }

  @Test
  void theAdviceForARunOfAChannelNamesItsSubfolder() {
    Run run = Runs.received().withChannel("crm").build();

    assertThat(Endings.refused(run, refusal(422, "invalid")).advice())
        .isEqualTo(
            "Correct what LeanIX names. "
                + HOW_TO_RETRY
                + " The subfolder of its channel is \"crm\".");
  }

  @Test
  void aRunThatFailedInLeanixReferencesItsWarningsAndStatistics() {
    assertThat(Endings.endedByLeanix(Runs.started().build(), "FAILED"))
        .isEqualTo(
            new Ending(
                "FAILED",
                "FAILED",
                "The run failed in LeanIX. See the warnings and statistics for details.",
                "Correct the LDIF or the processor configuration of its connector. "
                    + MAY_HAVE_RUN
                    + HOW_TO_RETRY));
  }

  @Test
  void aRunThatWasStoppedInLeanixIsStopped() {
    assertThat(Endings.endedByLeanix(Runs.started().build(), "STOPPED"))
        .isEqualTo(
            new Ending(
                "STOPPED",
                "STOPPED",
                "The run was stopped in LeanIX.",
                "Find out in LeanIX who stopped it and why. " + MAY_HAVE_RUN + HOW_TO_RETRY));
  }

  @ParameterizedTest
  @CsvSource({"PT6H, 6h", "PT1H30M, 1h30m", "PT48H, 48h", "PT0.5S, 0.5s", "PT90S, 1m30s"})
  void aTimeoutNamesTheSettingItsValueAndTheLastStatus(Duration timeout, String text) {
    assertThat(Endings.timedOut(Runs.started().build(), policy(timeout), "IN_PROGRESS"))
        .isEqualTo(
            new Ending(
                "FAILED",
                "IN_PROGRESS",
                "The run did not finish within "
                    + text
                    + " of its start (leanix.run.timeout). Last status: IN_PROGRESS.",
                "The run may still be in progress. " + MAY_HAVE_RUN + HOW_TO_RETRY));
  }

  @Test
  void aRunForWhichLeanixWasUnreachableNamesTheLastFailure() {
    Run run = Runs.started().withStatus("PENDING").build();

    assertThat(Endings.unreachable(run, policy(Duration.ofHours(6)), "HTTP 503, \"busy\""))
        .isEqualTo(
            new Ending(
                "FAILED",
                "PENDING",
                "LeanIX gave no usable answer for more than 6h (leanix.run.timeout)."
                    + " Last failure: HTTP 503, \"busy\".",
                "Check whether LeanIX is reachable from this host. "
                    + MAY_HAVE_RUN
                    + HOW_TO_RETRY));
  }

  @Test
  void aFinishedRunWithoutResultsHasNotFailed() {
    assertThat(Endings.withoutResults(Runs.finished().build(), policy(Duration.ofHours(6))))
        .isEqualTo(
            new Ending(
                "FINISHED",
                "FINISHED",
                "LeanIX finished the run, but returned no results within 6h (leanix.run.timeout).",
                "Look up run run-1 in LeanIX, which has executed it. If it cannot have results, set"
                    + " leanix.results."));
  }

  @Test
  void anUnclearFastRunIsToBeCheckedInLeanix() {
    assertThat(Endings.unclear(Runs.fast().build(), "Read timed out"))
        .isEqualTo(
            new Ending(
                "FAILED",
                null,
                "It is not known whether LeanIX executed the run: Read timed out."
                    + " LeanIX reports no status for fast runs.",
                "Check in LeanIX whether the changes were made. "
                    + FAST_MAY_HAVE_RUN
                    + HOW_TO_RETRY));
  }

  private static PollingPolicy policy(Duration timeout) {
    return new PollingPolicy(timeout, timeout, timeout);
  }
}
