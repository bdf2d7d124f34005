package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.leanixruns.leanix.Warnings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {

  /** Reads every digit, as the hub does. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Receipts receipts = new Receipts();

  @Test
  void aDeliveredRunHasAReceiptThatSaysEverything() throws Exception {
    Map<String, Object> run = received();
    run.put("run_id", "run-1");
    run.put("status", "FINISHED");
    run.put("created_at", millis("2026-01-02T03:04:06.5Z"));
    run.put("started_at", millis("2026-01-02T03:04:07Z"));
    run.put("finished_at", millis("2026-01-02T03:05:00Z"));
    Warnings warnings = new Warnings(2, List.of(json("{'message':'a'}"), json("'b'")), false);

    String receipt =
        receipts.of(
            run,
            "DELIVERED",
            millis("2026-01-02T03:05:01.001Z"),
            warnings,
            json("{'statusChanges':[]}"),
            "/outbox/apps.run-1.results.json");

    assertThat(receipt)
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
  void aRejectedFileHasAReceiptWithTheReasonAndNoRun() throws Exception {
    Map<String, Object> run = new HashMap<>();
    run.put("id", "ledger-1");
    run.put("file_name", "broken.json");
    run.put("file_size", 12L);
    run.put("sha256", "abc");
    run.put("notes", "[]");
    run.put("kind", "run");
    run.put("source", "inbox");
    run.put("test", 0);
    run.put("received_at", millis("2026-01-02T03:04:05Z"));
    run.put("ended_at", millis("2026-01-02T03:04:05.250Z"));
    run.put("reason", "Line 3: a comma is missing.");
    run.put("advice", "Put it there.");

    String receipt = receipts.of(run, "REJECTED", millis("2026-01-02T09:00:00Z"), null, null, null);

    assertThat(receipt)
        .isEqualTo(
            """
            {
              "receipt" : 1,
              "kind" : "run",
              "stage" : "REJECTED",
              "reason" : "Line 3: a comma is missing.",
              "advice" : "Put it there.",
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
  void timesAreInUtcWhereverTheProgramRuns(String zone) throws Exception {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      JsonNode receipt =
          JSON.readTree(
              receipts.of(
                  received(), "DELIVERED", millis("2026-07-02T23:59:59.999Z"), null, null, null));

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
  void numbersKeepEveryDigit(String number) throws Exception {
    JsonNode numbers = json("{'n':" + number + "}");

    String receipt =
        receipts.of(
            received(), "DELIVERED", 0L, new Warnings(1, List.of(numbers), false), numbers, null);

    assertThat(receipt)
        .containsSubsequence(
            "\"warnings\"",
            "\"n\" : " + number + "\n",
            "\"statistics\"",
            "\"n\" : " + number + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Übersicht 漢字 🚀", "cut \uD83D", "\u0000\u2028\n\"\\"})
  void anyTextComesBackAsItWas(String words) throws Exception {
    Map<String, Object> run = received();
    run.put("description", words);

    String receipt = receipts.of(run, "DELIVERED", 0L, null, null, null);

    assertThat(JSON.readTree(receipt).at("/description").textValue()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "run-1, 0, 0, -, 'run run-1, 0 warnings, no results'",
        "run-1, 0, 1, -, 'run run-1, 1 warning, no results'",
        "run-1, 0, 2, /outbox/a.json, 'run run-1, 2 warnings, results in /outbox/a.json'",
        "run-1, 1, 0, -, 'dry run run-1, 0 warnings, no results'",
        "-, 0, 0, -, 'fast run, 0 warnings, no results'",
        "-, 1, 0, -, 'dry fast run, 0 warnings, no results'",
      })
  void theSummaryCountsWarningsAndNamesTheResults(
      String runId, int test, long count, String results, String expected) {
    Map<String, Object> run = received();
    run.put("run_id", runId);
    run.put("test", test);

    assertThat(receipts.summary(run, new Warnings(count, List.of(), false), results))
        .isEqualTo(expected);
  }

  @Test
  void theSummaryOfARunWithoutWarningsToReadHasNone() {
    assertThat(receipts.summary(received(), null, null))
        .isEqualTo("fast run, 0 warnings, no results");
  }

  private static Map<String, Object> received() {
    Map<String, Object> run = new HashMap<>();
    run.put("id", "ledger-1");
    run.put("stage", "FINISHED");
    run.put("file_name", "apps.json");
    run.put("file_size", 1234L);
    run.put("sha256", "abc");
    run.put("element_count", 7);
    run.put("connector_type", "cmdb");
    run.put("connector_id", "crm");
    run.put("connector_version", "1.0.0");
    run.put("processing_direction", "inbound");
    run.put("processing_mode", "partial");
    run.put("description", "of \"crm\"");
    run.put("notes", "[\"connectorVersion is filled in\"]");
    run.put("kind", "run");
    run.put("source", "inbox");
    run.put("test", 0);
    run.put("received_at", millis("2026-01-02T03:04:05Z"));
    return run;
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static JsonNode json(String singleQuoted) throws Exception {
    return JSON.readTree(singleQuoted.replace('\'', '"'));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
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
  void aSecretInLeanixsWordsIsMaskedAndTheReceiptStaysJson(String words) throws Exception {
    JsonNode statistics = JSON.createObjectNode().put("one", words).put("two", "\"" + words + "\"");

    String receipt = receipts.of(received(), "DELIVERED", 0L, null, statistics, null);

    assertThat(receipt).contains("***").doesNotContain("topsecret");
    assertThat(JSON.readTree(receipt).at("/statistics/two").textValue()).contains("***");
  }
}
