package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.testsupport.Runs;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {

  /** Keeps all digits of numbers, as the hub does. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Instant CLOSED_AT = Instant.parse("2026-01-02T03:05:01.001Z");

  @Test
  void theReceiptOfADeliveredRunIsComplete() throws Exception {
    Run run =
        received()
            .withRunId("run-1")
            .withStatus("FINISHED")
            .withCreatedAt(Instant.parse("2026-01-02T03:04:06.5Z"))
            .withStartedAt(Instant.parse("2026-01-02T03:04:07Z"))
            .withFinishedAt(Instant.parse("2026-01-02T03:05:00Z"))
            .build();
    Warnings warnings = new Warnings(2, List.of(json("{'message':'a'}"), json("'b'")), false);

    Receipt receipt =
        receipts("/outbox/apps.run-1.results.json").of(run, warnings, json("{'statusChanges':[]}"));

    assertThat(receipt.closedAt()).isEqualTo(CLOSED_AT);
    assertThat(receipt.json())
        .isEqualTo(
            """
            {
              "receipt" : 1,
              "kind" : "run",
              "stage" : "DELIVERED",
              "reason" : null,
              "advice" : null,
              "file" : {
                "name" : "apps.json",
                "sizeBytes" : 1234,
                "sha256" : "abc",
                "elements" : 7
              },
              "connector" : {
                "connectorType" : "cmdb",
                "connectorId" : "crm",
                "connectorVersion" : "1.0.0",
                "processingDirection" : "inbound"
              },
              "source" : "inbox",
              "channel" : null,
              "test" : false,
              "processingMode" : "partial",
              "description" : "of \\"crm\\"",
              "ledgerId" : "ledger-1",
              "runId" : "run-1",
              "status" : "FINISHED",
              "stages" : [ {
                "stage" : "RECEIVED",
                "at" : "2026-01-02T03:04:05Z"
              }, {
                "stage" : "CREATED",
                "at" : "2026-01-02T03:04:06.500Z"
              }, {
                "stage" : "STARTED",
                "at" : "2026-01-02T03:04:07Z"
              }, {
                "stage" : "FINISHED",
                "at" : "2026-01-02T03:05:00Z"
              }, {
                "stage" : "DELIVERED",
                "at" : "2026-01-02T03:05:01.001Z"
              } ],
              "notes" : [ "connectorVersion is filled in" ],
              "warnings" : {
                "count" : 2,
                "first" : [ {
                  "message" : "a"
                }, "b" ]
              },
              "statistics" : {
                "statusChanges" : [ ]
              },
              "results" : "/outbox/apps.run-1.results.json"
            }""");
  }

  @Test
  void theReceiptOfARejectedFileHasTheReasonAndNoRun() throws Exception {
    Run run =
        Runs.rejected()
            .withFile("broken.json", 12)
            .withEndedAt(Instant.parse("2026-01-02T03:04:05.250Z"))
            .withReason("Line 3: a comma is missing.", "Add the comma.")
            .build();

    Receipt receipt = receipts(null).of(run, null, null);

    assertThat(receipt.json())
        .isEqualTo(
            """
            {
              "receipt" : 1,
              "kind" : "run",
              "stage" : "REJECTED",
              "reason" : "Line 3: a comma is missing.",
              "advice" : "Add the comma.",
              "file" : {
                "name" : "broken.json",
                "sizeBytes" : 12,
                "sha256" : "abc",
                "elements" : null
              },
              "connector" : {
                "connectorType" : null,
                "connectorId" : null,
                "connectorVersion" : null,
                "processingDirection" : null
              },
              "source" : "inbox",
              "channel" : null,
              "test" : false,
              "processingMode" : null,
              "description" : null,
              "ledgerId" : "ledger-1",
              "runId" : null,
              "status" : null,
              "stages" : [ {
                "stage" : "RECEIVED",
                "at" : "2026-01-02T03:04:05Z"
              }, {
                "stage" : "REJECTED",
                "at" : "2026-01-02T03:04:05.250Z"
              } ],
              "notes" : [ ],
              "warnings" : null,
              "statistics" : null,
              "results" : null
            }""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Kathmandu", "America/Los_Angeles", "UTC"})
  void timesAreMillisecondsInUtcInEachTimeZone(String zone) throws Exception {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      JsonNode receipt =
          JSON.readTree(
              receiptsAt(Instant.parse("2026-07-02T23:59:59.999999999Z"), null)
                  .of(received().build(), null, null)
                  .json());

      assertThat(receipt.at("/stages").findValuesAsText("at"))
          .containsExactly("2026-01-02T03:04:05Z", "2026-07-02T23:59:59.999Z");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.10",
        "0.1000000000000000055511151231257827",
        "123456789012345678901234567890",
        "1E+400",
        "9007199254740993"
      })
  void numbersKeepAllDigits(String number) throws Exception {
    JsonNode numbers = json("{'n':" + number + "}");

    Receipt receipt =
        receipts(null).of(received().build(), new Warnings(1, List.of(numbers), false), numbers);

    assertThat(receipt.json())
        .containsSubsequence(
            "\"warnings\"",
            "\"n\" : " + number + "\n",
            "\"statistics\"",
            "\"n\" : " + number + "\n");
  }

  @Test
  void aSecretIsMaskedInTextsAndNotInData() throws Exception {
    Secrets.hideAccessToken("receipt-secret-1");
    Run run =
        received().withDescription("of receipt-secret-1").withRunId("receipt-secret-1").build();
    JsonNode statistics =
        JSON.readTree("{\"receipt-secret-1\": 1, \"text\": \"receipt-secret-1\"}");

    JsonNode receipt = JSON.readTree(receipts(null).of(run, null, statistics).json());

    assertThat(receipt.at("/description").textValue()).isEqualTo("of ***");
    assertThat(receipt.at("/runId").textValue()).isEqualTo("receipt-secret-1");
    assertThat(receipt.at("/statistics"))
        .isEqualTo(JSON.readTree("{\"receipt-secret-1\": 1, \"text\": \"***\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Übersicht 漢字 🚀", "cut \uD83D", "\u0000\u2028\n\"\\"})
  void anyTextIsPreserved(String text) throws Exception {
    Run run = received().withDescription(text).build();

    Receipt receipt = receipts(null).of(run, null, null);

    assertThat(JSON.readTree(receipt.json()).at("/description").textValue()).isEqualTo(text);
    assertThat(JSON.readTree(receipt.bytes()).at("/description").textValue()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "run-1, false, 0, -, 'run run-1, 0 warnings, no results'",
        "run-1, false, 1, -, 'run run-1, 1 warning, no results'",
        "run-1, false, 2, /outbox/a.json, 'run run-1, 2 warnings, results in /outbox/a.json'",
        "run-1, true, 0, -, 'dry run run-1, 0 warnings, no results'",
        "-, false, 0, -, 'fast run, 0 warnings, no results'",
        "-, true, 0, -, 'dry fast run, 0 warnings, no results'",
      })
  void theSummaryCountsWarningsAndNamesTheResults(
      String runId, boolean test, long count, String results, String expected) {
    Run run = received().withRunId(runId).withTest(test).build();

    assertThat(receipts(results).summary(run, new Warnings(count, List.of(), false)))
        .isEqualTo(expected);
  }

  @Test
  void theSummaryOfARunWhoseWarningsWereNotReadHasNone() {
    assertThat(receipts(null).summary(received().build(), null))
        .isEqualTo("fast run, 0 warnings, no results");
  }

  @Test
  void theSummaryOfAConfigurationSaysWhereItIs() {
    assertThat(receipts(null).summary(Runs.configuration().build(), null))
        .isEqualTo("the processor configuration is in LeanIX");
  }

  @Test
  void theReceiptOfAConfigurationHasNoStagesOfARun() throws Exception {
    Run configuration =
        Runs.configuration()
            .withStage("FINISHED")
            .withCreatedAt(CLOSED_AT)
            .withStartedAt(CLOSED_AT)
            .withFinishedAt(CLOSED_AT)
            .build();

    JsonNode receipt = JSON.readTree(receipts(null).of(configuration, null, null).json());

    assertThat(receipt.at("/kind").textValue()).isEqualTo("configuration");
    assertThat(receipt.at("/stages").findValuesAsText("stage"))
        .containsExactly("RECEIVED", "DELIVERED");
  }

  private static Runs received() {
    return Runs.received()
        .withStage("FINISHED")
        .withDescription("of \"crm\"")
        .withNotes("[\"connectorVersion is filled in\"]");
  }

  private static Receipts receipts(String resultsLocation) {
    return receiptsAt(CLOSED_AT, resultsLocation);
  }

  private static Receipts receiptsAt(Instant now, String resultsLocation) {
    return new Receipts(run -> resultsLocation, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static JsonNode json(String singleQuoted) throws Exception {
    return JSON.readTree(singleQuoted.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leanix.api-token=topsecret",
        "leanix.api-token = topsecret",
        "leanix.api-token=topsecret\" and more",
        "{\"a\":\"leanix.api-token=topsecret\",\"b\":1}",
        "leanix.queue.password=topsecret, and more",
        "https://host/?sig=topsecret&more=1",
        "Authorization: Bearer topsecret-topsecret",
      })
  void aSecretInAnAnswerIsMaskedAndTheReceiptStaysJson(String text) throws Exception {
    JsonNode statistics = JSON.createObjectNode().put("one", text).put("two", "\"" + text + "\"");

    String receipt = receipts(null).of(received().build(), null, statistics).json();

    assertThat(receipt).contains("***").doesNotContain("topsecret");
    assertThat(JSON.readTree(receipt).at("/statistics/two").textValue()).contains("***");
  }
}
