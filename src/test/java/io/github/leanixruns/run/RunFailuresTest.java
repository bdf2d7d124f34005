package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.channel.PollingPolicy;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jms.UncategorizedJmsException;

class RunFailuresTest {

  private static final String HOW_TO_RETRY =
      "To run the file again, move it from the failed folder back into the inbox.";

  private final RunFailures runFailures = runFailures(Duration.ofHours(6));

  @ParameterizedTest
  @CsvSource({
    "RECEIVED, create the run",
    "CREATED,  start the run",
    "STARTED,  tell the status of the run",
    "FINISHED, hand out what came of the run",
  })
  void aRefusalSaysWhatWasTriedTheStatusAndLeanixsOwnWords(String stage, String tried) {
    Ending ending =
        runFailures.refused(
            Map.of("stage", stage, "status", "PENDING", "run_id", "run-1"),
            answer(422, "{\"message\": \"no processor for this connector\"}"));

    assertThat(ending)
        .isEqualTo(
            new Ending(
                "FAILED",
                "PENDING",
                "LeanIX refused to " + tried + ": HTTP 422, \"no processor for this connector\".",
                "Correct what LeanIX names. " + HOW_TO_RETRY));
  }

  @Test
  void aRefusedProcessorConfigurationBelongsIntoItsOwnFolder() {
    Map<String, Object> configuration =
        Map.of("kind", "configuration", "stage", "RECEIVED", "failure", "HTTP 503");

    Ending refused = runFailures.refused(configuration, answer(422, ""));

    assertThat(refused.reason())
        .isEqualTo(
            "LeanIX refused to take the processor configuration: HTTP 422 without further words.");
    assertThat(refused.advice())
        .isEqualTo(
            "Correct what LeanIX names. To send the file again, move it from the failed folder back"
                + " into the processors folder.");
    assertThat(runFailures.outOfReach(configuration).advice())
        .endsWith("back into the processors folder.");
  }

  @Test
  void aRefusalOfARunThatLeanixNeverSawHasNoStatus() {
    Map<String, Object> run = new HashMap<>();
    run.put("stage", "RECEIVED");
    run.put("status", null);

    Ending ending = runFailures.refused(run, answer(413, ""));

    assertThat(ending.status()).isNull();
    assertThat(ending.reason())
        .isEqualTo("LeanIX refused to create the run: HTTP 413 without further words.");
  }

  @Test
  void aRunThatFailedInLeanixPointsToItsWarningsAndStatistics() {
    assertThat(runFailures.endedByLeanix(Map.of(), "FAILED"))
        .isEqualTo(
            new Ending(
                "FAILED",
                "FAILED",
                "The run failed in LeanIX; see the warnings and statistics for what it says.",
                "Correct the LDIF or the processor configuration of its connector. "
                    + HOW_TO_RETRY));
  }

  @Test
  void aRunThatWasStoppedInLeanixSaysSo() {
    assertThat(runFailures.endedByLeanix(Map.of(), "STOPPED"))
        .isEqualTo(
            new Ending(
                "STOPPED",
                "STOPPED",
                "The run was stopped in LeanIX.",
                "Find out in LeanIX who stopped it and why. " + HOW_TO_RETRY));
  }

  @ParameterizedTest
  @CsvSource({"PT6H, 6h", "PT1H30M, 1h30m", "PT48H, 48h", "PT0.5S, 0.5s", "PT90S, 1m30s"})
  void aTimeoutNamesTheSettingItsValueAndWhatLeanixSaidLast(Duration timeout, String describe) {
    assertThat(runFailures(timeout).timedOut(Map.of(), "IN_PROGRESS"))
        .isEqualTo(
            new Ending(
                "FAILED",
                "IN_PROGRESS",
                "The run was not finished "
                    + describe
                    + " after its start (leanix.run.timeout); LeanIX said last: IN_PROGRESS.",
                "Look the run up in LeanIX: it may still be going on there. " + HOW_TO_RETRY));
  }

  @Test
  void aRunForWhichLeanixWasOutOfReachNamesTheLastFailure() {
    assertThat(runFailures.outOfReach(Map.of("status", "PENDING", "failure", "HTTP 503, \"busy\"")))
        .isEqualTo(
            new Ending(
                "FAILED",
                "PENDING",
                "LeanIX gave no usable answer for longer than 6h (leanix.run.timeout);"
                    + " the last failure: HTTP 503, \"busy\".",
                "Find out whether LeanIX can be reached from here. " + HOW_TO_RETRY));
  }

  @Test
  void aFailureInPassingIsPutInWords() {
    assertThat(runFailures.words(answer(429, "slow down"))).isEqualTo("HTTP 429, \"slow down\"");
    assertThat(runFailures.words(new SocketException("Connection reset")))
        .isEqualTo("Connection reset");
  }

  @Test
  void aDiskThatDoesNotPlayAlongIsCalledThat() {
    IOException full = new IOException("No space left on device");

    assertThat(runFailures.words(full))
        .isEqualTo("The disk does not play along: No space left on device");
    assertThat(runFailures.words(new GenericFileOperationFailedException("Cannot store: a", full)))
        .isEqualTo("Cannot store: a: No space left on device");
    assertThat(runFailures.words(new UncategorizedJmsException(new JMSException("No credit"))))
        .isEqualTo("The broker does not take a message: No credit. Is a queue full or missing?");
  }

  private static RunFailures runFailures(Duration timeout) {
    return new RunFailures(run -> new PollingPolicy(timeout, timeout, timeout));
  }
}
