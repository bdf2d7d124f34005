package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Successes that are not LeanIX's, and connections that are closed without notice. */
class ForeignAnswersTest extends HubTestSupport {

  private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");
  private static final String CONFIGURATION =
      """
      {"connectorType": "cmdb", "connectorId": "crm", "connectorVersion": "1.0.0",
       "processingDirection": "inbound", "processingMode": "partial", "processors": []}
      """;

  private final LogLines log = new LogLines("leanix.run");

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.upload.direct-max", "2KB",
        "leanix.upload.whole-max", "8KB",
        "leanix.upload.block-size", "4KB",
        "leanix.channel.fast.fast", "true");
  }

  @Override
  protected void beforeOpening() throws Exception {
    Files.createDirectories(data.resolve("processors"));
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "7", "\"ok\"", "{}", "<html>Log in</html>"})
  void aSuccessWithAnotherCodeStoresNothing(String body) throws Exception {
    Fault configuration = sandbox.on(Call.CONFIGURATIONS).once().answer(200, JSON_TYPE, body);
    Fault block = sandbox.on(Call.UPLOAD).once().answer(200, JSON_TYPE, body);
    Fault list = sandbox.on(Call.UPLOAD).once().answer(202, JSON_TYPE, body);
    Path configured = Files.writeString(data.resolve("crm.part"), CONFIGURATION);
    Files.move(configured, data.resolve("processors").resolve("crm.json"));
    drop("large.json", Ldifs.inboundOfSize(12_000));

    awaitReceipts("archive", 2);

    assertThat(configuration.hits() + block.hits() + list.hits()).isEqualTo(3);
    assertThat(sandbox.configurations()).hasSize(1);
    assertThat(runs()).singleElement().matches(run -> run.received().length() == 12_000);
    assertThat(names("failed")).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("HTTP 200 instead of 204"));
    assertThat(log.lines()).anyMatch(line -> line.contains("HTTP 200 instead of 201"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"another\",\"status\":\"FINISHED\"}",
        "{\"id\":\"another\",\"status\":\"FAILED\"}",
        "{\"status\":\"FINISHED\"}"
      })
  void theStatusOfAnotherRunChangesNothing(String status) throws Exception {
    Fault fault = sandbox.on(Call.STATUS).times(2).answer(200, JSON_TYPE, status);
    drop("export.json", Ldifs.outbound("all"));

    assertThat(awaitReceipt("archive").at("/status").textValue()).isEqualTo("FINISHED");

    assertThat(fault.hits()).isEqualTo(2);
    assertThat(names("outbox")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":[]}x",
        "{\"content\":[]}{\"content\":[]}",
        "{\"content\":[]}]",
        "{\"content\":[}"
      })
  void resultsThatAreNotOneDocumentAreNotDelivered(String results) throws Exception {
    resultsComeFromLeanixItself("all");
    Fault fault = sandbox.on(Call.RESULTS).once().answer(200, JSON_TYPE, results);
    drop("export.json", Ldifs.outbound("all"));

    awaitReceipt("archive");

    assertThat(fault.hits()).isEqualTo(1);
    assertThat(names("outbox")).hasSize(1);
    assertThat(json("outbox", names("outbox").get(0)).at("/connectorId").textValue())
        .isEqualTo("all");
    assertThat(log.lines())
        .anyMatch(
            line ->
                line.contains(
                    "retrying: LeanIX's results are not an LDIF: they are not one JSON document"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\":null}",
        "{\"warnings\":[],\"stats\":{}}",
        "{\"results\":null}",
        "{\"results\":{}}",
        "{\"results\":{\"content\":[{}]}}"
      })
  void aFastRunWithoutAStatusIsFinished(String answer) throws Exception {
    sandbox.on(Call.FAST).answer(200, JSON_TYPE, answer);
    dropFast();

    assertThat(awaitReceipt("archive").at("/status").textValue()).isEqualTo("FINISHED");

    assertThat(asked(Call.FAST)).isEqualTo(1);
    assertThat(names("outbox")).hasSize(answer.contains("content") ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "7",
        "\"ok\"",
        "{\"status\":7}",
        "{\"message\":\"ok\"}",
        "{\"status\":\"FINISHED\"}x",
        "{\"results\":[]}",
        "{\"results\":{\"message\":\"none\"}}",
      })
  void anyOtherAnswerToAFastRunIsNotLeanixs(String answer) throws Exception {
    sandbox.on(Call.FAST).answer(200, JSON_TYPE, answer);
    dropFast();

    assertThat(awaitReceipt("failed").at("/reason").textValue())
        .startsWith("It is not known whether LeanIX executed the run");
    assertThat(asked(Call.FAST)).isEqualTo(1);
  }

  @Test
  void connectionsThatAreClosedAfterEachAnswerAreNoFailure() throws Exception {
    sandbox
        .on(
            Call.TOKEN,
            Call.CREATE,
            Call.CREATE_WITH_URL,
            Call.START,
            Call.STATUS,
            Call.WARNINGS,
            Call.STATISTICS,
            Call.RESULTS_URL,
            Call.RESULTS,
            Call.STORAGE,
            Call.UPLOAD,
            Call.DOWNLOAD,
            Call.FAST)
        .closeAfter();
    for (int i = 0; i < 5; i++) {
      drop("import-" + i + ".json", Ldifs.inbound("import-" + i));
      drop("export-" + i + ".json", Ldifs.outbound("export-" + i));
      drop("large-" + i + ".json", Ldifs.inboundOfSize(12_000));
    }
    dropFast();

    awaitReceipts("archive", 16);

    assertThat(names("failed")).isEmpty();
    assertThat(log.lines()).noneMatch(line -> line.contains("retrying"));
    assertThat(sandbox.runs()).hasSize(15).allMatch(run -> run.starts() == 1);
    assertThat(asked(Call.FAST)).isEqualTo(1);
  }

  private void dropFast() throws Exception {
    Files.createDirectories(inbox().resolve("fast"));
    drop("fast/import.json", Ldifs.inbound("fast"));
  }
}
