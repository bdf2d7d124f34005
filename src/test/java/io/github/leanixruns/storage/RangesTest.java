package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.FaultBuilder;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large results are downloaded in ranges, several at the same time, in spite of failures. */
class RangesTest extends HubTestSupport {

  private static final int SIZE = 300_000;
  private static final int RANGE = 64 << 10;
  private static final String SECOND = "bytes=" + RANGE + "-" + (2 * RANGE - 1);

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.download.whole-max", "128KB", "leanix.download.range-size", "64KB");
  }

  @BeforeEach
  void importLargeContent() throws Exception {
    drop("import.json", Ldifs.inboundOfSize(SIZE));
    awaitReceipt("archive");
  }

  @Test
  void fourRangesAreDownloadedAtTheSameTime() throws Exception {
    sandbox.on(Call.DOWNLOAD).once().delay(Duration.ofMillis(1));
    Fault ranges = sandbox.on(Call.DOWNLOAD).holdBefore();
    drop("export.json", Ldifs.outbound("all"));

    await().until(() -> ranges.waiting() == 4);
    ranges.release();

    assertDelivered();
    assertThat(statuses()).as("the request that tells the size, and 5 ranges").hasSize(6);
    assertThat(statuses()).containsOnly(206);
  }

  @Test
  void aRangeThatAlwaysFailsDoesNotRepeatTheOthers() throws Exception {
    Fault outage = sandbox.on(Call.DOWNLOAD).forPart(SECOND).answer(503);
    drop("export.json", Ldifs.outbound("all"));

    await().until(() -> outage.hits() == 4);
    assertThat(names("outbox")).isEmpty();
    outage.clear();

    assertDelivered();
    assertThat(statuses()).filteredOn(status -> status == 503).hasSize(4);
    assertThat(statuses())
        .as("5 attempts that begin with the size, and 5 ranges")
        .filteredOn(status -> status == 206)
        .hasSize(10);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("is cut", FaultBuilder::cutHalfway, 206),
        failure("is cut before", FaultBuilder::cutBefore, 206),
        failure("is refused because of the URL", fault -> fault.answer(403, XML, "<Error/>"), 206),
        // without ranges
        failure("is of another version", fault -> fault.answer(412, XML, "<Error/>"), 200),
        failure("is not satisfiable", fault -> fault.answer(416, XML, "<Error/>"), 200),
        failure("is answered with all", fault -> fault.answer(200, Map.of(), "{\"a\":1}"), 200),
        failure("has other bytes", fault -> fault.answer(206, range(0, "\"1\""), "abc"), 200),
        failure("has another ETag", fault -> fault.answer(206, range(RANGE, "\"x\""), "abc"), 200));
  }

  private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");

  private static Arguments failure(String name, Consumer<FaultBuilder> fault, int then) {
    return Arguments.of(Named.of(name, fault), then);
  }

  private static Map<String, String> range(int from, String etag) {
    return Map.of(
        "ETag", etag, "Content-Range", "bytes " + from + "-" + (from + RANGE - 1) + "/" + SIZE);
  }

  @ParameterizedTest(name = "a range {0}")
  @MethodSource("failures")
  void afterAFailureOfARangeTheResultsAreComplete(Consumer<FaultBuilder> fault, int then)
      throws Exception {
    fault.accept(sandbox.on(Call.DOWNLOAD).forPart(SECOND).once());
    drop("export.json", Ldifs.outbound("all"));

    assertDelivered();
    List<Integer> statuses = statuses();
    assertThat(statuses.get(statuses.size() - 1)).isEqualTo(then);
    if (then == 206) {
      assertThat(statuses)
          .as("five ranges and the size, twice unless the request was repeated at once")
          .filteredOn(status -> status == 206)
          .hasSizeBetween(6, 7);
    }
  }

  @Test
  void aStorageThatIgnoresRangesIsReadInOneStream() throws Exception {
    String all = "{\"connectorType\":\"report\",\"content\":[\"" + "x".repeat(SIZE) + "\"]}";
    sandbox.on(Call.DOWNLOAD).answer(200, Map.of("ETag", "\"1\""), all);
    drop("export.json", Ldifs.outbound("all"));
    awaitReceipts("archive", 2);

    assertThat(text("outbox", names("outbox").get(0))).isEqualTo(all);
    assertThat(statuses()).containsExactly(200);
  }

  /** The results are the LDIF's element, and what is around it. */
  private void assertDelivered() throws Exception {
    awaitReceipts("archive", 2);
    awaitEmptyWorkFolder();
    String results = text("outbox", names("outbox").get(0));
    assertThat(JSON.readTree(results).at("/content/0/data/name").textValue())
        .isEqualTo(JSON.readTree(Ldifs.inboundOfSize(SIZE)).at("/content/0/data/name").textValue());
    assertThat(results.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(4 * RANGE);
  }

  private List<Integer> statuses() {
    return sandbox.requests(Call.DOWNLOAD).stream().map(RecordedRequest::status).toList();
  }
}
