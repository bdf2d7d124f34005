package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results are downloaded from LeanIX's storage in spite of failures. */
class DownloadTest extends HubTestSupport {

  private static final int SIZE = 300_000;

  private int resultsRequests;

  @BeforeEach
  void importLargeContent() throws Exception {
    drop("import.json", Ldifs.inboundOfSize(SIZE));
    awaitReceipt("archive");
  }

  @Test
  void resultsAreDownloadedFromTheStorage() throws Exception {
    export();

    assertThat(statuses()).containsExactly(206);
    assertThat(resultsRequests).as("of the import, which has none").isEqualTo(1);
  }

  @Test
  void anInterruptedDownloadIsResumedEachTime() throws Exception {
    sandbox.on(Call.DOWNLOAD).times(3).cutHalfway();

    export();

    assertThat(statuses())
        .containsExactly(RecordedRequest.CUT, RecordedRequest.CUT, RecordedRequest.CUT, 206);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 412, 416})
  void aRefusedRestIsDownloadedFromTheBeginning(int status) throws Exception {
    sandbox.on(Call.DOWNLOAD).once().cutHalfway();
    sandbox.on(Call.DOWNLOAD).once().answer(status, Map.of(), "<Error><Code>x</Code></Error>");

    export();

    // after an answer that is about ranges, the results are requested without a range
    int complete = status == 412 || status == 416 ? 200 : 206;
    assertThat(statuses()).containsExactly(RecordedRequest.CUT, status, complete);
    assertThat(asked(Call.TOKEN)).isEqualTo(1);
  }

  @Test
  void aCompleteAnswerToARangeRequestIsAccepted() throws Exception {
    String complete = "{\"connectorType\":\"report\",\"content\":[]}";
    sandbox.on(Call.DOWNLOAD).once().cutHalfway();
    sandbox.on(Call.DOWNLOAD).once().answer(200, Map.of(), complete);

    drop("export.json", Ldifs.outbound("all"));
    awaitReceipts("archive", 2);

    assertThat(text("outbox", names("outbox").get(0))).isEqualTo(complete);
  }

  @Test
  void anAnswerWithOtherBytesIsDiscarded() throws Exception {
    sandbox.on(Call.DOWNLOAD).once().cutHalfway();
    sandbox
        .on(Call.DOWNLOAD)
        .once()
        .answer(206, Map.of("Content-Range", "bytes 7-9/" + SIZE), "xyz");

    export();

    assertThat(statuses()).containsExactly(RecordedRequest.CUT, 206, 200);
  }

  @Test
  void aTruncatedAnswerIsDownloadedAgain() throws Exception {
    String half = "{\"connectorType\":\"report\",\"content\":[";
    sandbox.on(Call.DOWNLOAD).once().answer(200, Map.of("ETag", "\"1\""), half);

    export();

    assertThat(statuses()).containsExactly(200, 412, 200);
  }

  @Test
  void aPartOfAnEarlierProcessIsDownloadedAgain() throws Exception {
    var held = sandbox.on(Call.RESULTS_URL).forConnector("all").hold();
    drop("export.json", Ldifs.outbound("all"));
    await().until(() -> held.waiting() == 1);
    String id = ledgerId();
    Files.writeString(data.resolve("work/ldif/" + id + ".download"), "of an earlier process");
    held.release();

    awaitReceipts("archive", 2);

    assertComplete();
    assertThat(statuses()).containsExactly(206);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 404, 405, 500, 503})
  void withoutAStorageUrlResultsAreDownloadedFromLeanix(int status) throws Exception {
    sandbox
        .on(Call.RESULTS_URL)
        .forConnector("all")
        .answer(status, Map.of(), "{\"url\":null,\"errors\":[]}");

    export();

    assertThat(statuses()).isEmpty();
    assertThat(resultsRequests).isEqualTo(2);
  }

  @Test
  void resultsAreNotDownloadedFromAnotherHost() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0);
        LogLines log = new LogLines("leanix.run")) {
      String url = "http://localhost:" + elsewhere.getLocalPort();
      sandbox
          .on(Call.RESULTS_URL)
          .forConnector("all")
          .answer(200, Map.of(), "{\"url\":\"" + url + "/blob?sig=x\"}");

      export();

      elsewhere.setSoTimeout(1);
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(statuses()).isEmpty();
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN [export.json] "))
          .singleElement(STRING)
          .contains("a storage address of " + url, "leanix.storage.hosts")
          .doesNotContain("sig=");
    }
  }

  @Test
  void aRedirectOfTheStorageIsNotFollowed() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0);
        LogLines log = new LogLines("leanix.run")) {
      String url = "http://localhost:" + elsewhere.getLocalPort() + "/blob?sig=x";
      sandbox.on(Call.DOWNLOAD).once().answer(307, Map.of("Location", url));

      export();

      elsewhere.setSoTimeout(1);
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(statuses()).containsExactly(307, 206);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN [export.json] "))
          .singleElement(STRING)
          .endsWith("a redirect to localhost, which is not followed. Check leanix.storage.hosts");
    }
  }

  @Test
  void aFailingStorageIsRetried() throws Exception {
    var outage = sandbox.on(Call.DOWNLOAD).times(3).answer(503);

    export();

    assertThat(outage.hits()).isEqualTo(3);
  }

  private void export() throws Exception {
    drop("export.json", Ldifs.outbound("all"));
    awaitReceipts("archive", 2);
    assertComplete();
  }

  private void assertComplete() throws Exception {
    awaitEmptyWorkFolder();
    resultsRequests = asked(Call.RESULTS);
    String runId = sandbox.runs().get(1).id();
    Path results = data.resolve("outbox/export." + runId + ".results.json");
    assertThat(results).hasBinaryContent(results(runId));
    assertThat(results.toFile().length()).isGreaterThan(SIZE / 2);
  }

  private byte[] results(String runId) throws Exception {
    List<String> tokens = sandbox.issuedTokens();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    sandbox.baseUrl()
                        + "/services/integration-api/v1/synchronizationRuns/"
                        + runId
                        + "/results"))
            .header("Authorization", "Bearer " + tokens.get(tokens.size() - 1))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
  }

  private String ledgerId() {
    return names("work/ldif").stream().filter(name -> !name.contains(".")).findFirst().get();
  }

  private List<Integer> statuses() {
    return sandbox.requests(Call.DOWNLOAD).stream().map(RecordedRequest::status).toList();
  }
}
