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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
        // so that the first fault is for a block, and the second one for the list
        "leanix.upload.parallel", "1",
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

  @TestFactory
  Stream<DynamicTest> aSuccessWithAnotherCodeStoresNothing() {
    return each(
        Stream.of("", "[]", "null", "7", "\"ok\"", "{}", "<html>Log in</html>"),
        this::storesNothing);
  }

  private void storesNothing(String body) throws Exception {
    int before = receipts("archive").size();
    Fault configuration = sandbox.on(Call.CONFIGURATIONS).once().answer(200, JSON_TYPE, body);
    Fault block = sandbox.on(Call.UPLOAD).once().answer(200, JSON_TYPE, body);
    Fault list = sandbox.on(Call.UPLOAD).once().answer(202, JSON_TYPE, body);
    Path configured = Files.writeString(data.resolve("crm.part"), CONFIGURATION);
    Files.move(configured, data.resolve("processors").resolve("crm" + before + ".json"));
    drop("large" + before + ".json", Ldifs.inboundOfSize(12_000));

    awaitReceipts("archive", before + 2);

    assertThat(configuration.hits() + block.hits() + list.hits()).isEqualTo(3);
    assertThat(sandbox.configurations())
        .singleElement()
        .matches(stored -> stored.puts() == before / 2 + 1);
    assertThat(runs()).hasSize(before / 2 + 1).allMatch(run -> run.received().length() == 12_000);
    assertThat(names("failed")).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("HTTP 200 instead of 204"));
    assertThat(log.lines()).anyMatch(line -> line.contains("HTTP 200 instead of 201"));
  }

  @TestFactory
  Stream<DynamicTest> theStatusOfAnotherRunChangesNothing() {
    return each(
        Stream.of(
            "{\"id\":\"another\",\"status\":\"FINISHED\"}",
            "{\"id\":\"another\",\"status\":\"FAILED\"}",
            "{\"status\":\"FINISHED\"}"),
        this::changesNothing);
  }

  private void changesNothing(String status) throws Exception {
    int before = receipts("archive").size();
    Fault fault = sandbox.on(Call.STATUS).times(2).answer(200, JSON_TYPE, status);
    drop("export" + before + ".json", Ldifs.outbound("all"));

    assertThat(awaitReceipts("archive", before + 1))
        .allMatch(receipt -> receipt.at("/status").textValue().equals("FINISHED"));

    assertThat(fault.hits()).isEqualTo(2);
    assertThat(names("outbox")).hasSize(before + 1);
  }

  @TestFactory
  Stream<DynamicTest> resultsThatAreNotOneDocumentAreNotDelivered() {
    resultsComeFromLeanixItself("all");
    return each(
        Stream.of(
            "{\"content\":[]}x",
            "{\"content\":[]}{\"content\":[]}",
            "{\"content\":[]}]",
            "{\"content\":[}"),
        this::areNotDelivered);
  }

  private void areNotDelivered(String results) throws Exception {
    int before = receipts("archive").size();
    Fault fault = sandbox.on(Call.RESULTS).once().answer(200, JSON_TYPE, results);
    String name = "export" + before + ".json";
    drop(name, Ldifs.outbound("all"));

    awaitReceipts("archive", before + 1);

    assertThat(fault.hits()).isEqualTo(1);
    assertThat(names("outbox"))
        .hasSize(before + 1)
        .allMatch(file -> json("outbox", file).at("/connectorId").textValue().equals("all"));
    assertThat(log.lines())
        .anyMatch(
            line ->
                line.contains(name)
                    && line.contains(
                        "retrying: LeanIX's results are not an LDIF: they are not one JSON document"));
  }

  @TestFactory
  Stream<DynamicTest> aFastRunWithoutAStatusIsFinished() {
    return each(
        Stream.of(
            "{}",
            "{\"status\":null}",
            "{\"warnings\":[],\"stats\":{}}",
            "{\"results\":null}",
            "{\"results\":{}}",
            "{\"results\":{\"content\":[{}]}}"),
        this::isFinished);
  }

  private void isFinished(String answer) throws Exception {
    int before = receipts("archive").size();
    sandbox.on(Call.FAST).once().answer(200, JSON_TYPE, answer);
    dropFast("import" + before + ".json");

    assertThat(awaitReceipts("archive", before + 1))
        .allMatch(receipt -> receipt.at("/status").textValue().equals("FINISHED"));

    assertThat(asked(Call.FAST)).isEqualTo(before + 1);
    assertThat(names("outbox")).hasSize(answer.contains("content") ? 1 : 0);
  }

  @TestFactory
  Stream<DynamicTest> anyOtherAnswerToAFastRunIsNotLeanixs() {
    return each(
        Stream.of(
            "[]",
            "null",
            "7",
            "\"ok\"",
            "{\"status\":7}",
            "{\"message\":\"ok\"}",
            "{\"status\":\"FINISHED\"}x",
            "{\"results\":[]}",
            "{\"results\":{\"message\":\"none\"}}"),
        this::isNotLeanixs);
  }

  private void isNotLeanixs(String answer) throws Exception {
    int before = receipts("failed").size();
    sandbox.on(Call.FAST).once().answer(200, JSON_TYPE, answer);
    dropFast("import" + before + ".json");

    assertThat(awaitReceipts("failed", before + 1))
        .allMatch(
            receipt ->
                receipt
                    .at("/reason")
                    .textValue()
                    .startsWith("It is not known whether LeanIX executed the run"));
    assertThat(asked(Call.FAST)).isEqualTo(before + 1);
    assertThat(names("archive")).isEmpty();
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
    dropFast("import.json");

    awaitReceipts("archive", 16);

    assertThat(names("failed")).isEmpty();
    assertThat(log.lines()).noneMatch(line -> line.contains("retrying"));
    assertThat(sandbox.runs()).hasSize(15).allMatch(run -> run.starts() == 1);
    assertThat(asked(Call.FAST)).isEqualTo(1);
  }

  private void dropFast(String name) throws Exception {
    Files.createDirectories(inbox().resolve("fast"));
    drop("fast/" + name, Ldifs.inbound("fast"));
  }
}
