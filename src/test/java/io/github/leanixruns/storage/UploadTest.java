package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RecordedRequest;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large LDIFs are uploaded to LeanIX's storage in spite of failures. */
class UploadTest extends HubTestSupport {

  private static final int KILO = 1024;

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.upload.direct-max", "2KB",
        "leanix.upload.whole-max", "8KB",
        "leanix.upload.block-size", "4KB");
  }

  @Test
  void aSmallLdifIsSentDirectly() throws Exception {
    deliver(2 * KILO);

    assertThat(asked(Call.CREATE)).isEqualTo(1);
    assertThat(asked(Call.STORAGE) + asked(Call.UPLOAD)).isZero();
  }

  @Test
  void aLargeLdifIsUploadedInOneRequest() throws Exception {
    deliver(2 * KILO + 1);

    assertThat(asked(Call.CREATE)).isZero();
    assertThat(asked(Call.CREATE_WITH_URL)).isEqualTo(1);
    assertThat(statuses()).containsExactly(201);
  }

  @Test
  void aVeryLargeLdifIsUploadedInBlocks() throws Exception {
    deliver(4 * 4 * KILO + 1);

    assertThat(statuses()).containsExactly(201, 201, 201, 201, 201, 201);
    assertThat(asked(Call.STORAGE)).isEqualTo(1);
    awaitEmptyWorkFolder();
  }

  @Test
  void theLastBlockCanBeFull() throws Exception {
    deliver(3 * 4 * KILO);

    assertThat(statuses()).containsExactly(201, 201, 201, 201);
  }

  @Test
  void onlyTheFailedBlockIsSentAgain() throws Exception {
    var cut = sandbox.on(Call.UPLOAD).once().cutBefore();
    var late = sandbox.on(Call.UPLOAD).once().answerAfter(503, Map.of(), "");

    deliver(4 * 4 * KILO);

    assertThat(cut.hits() + late.hits()).isEqualTo(2);
    assertThat(statuses())
        .containsExactlyInAnyOrder(RecordedRequest.CUT, 503, 201, 201, 201, 201, 201);
    assertThat(asked(Call.STORAGE)).isEqualTo(1);
  }

  @Test
  void aRefusedUrlIsReplaced() throws Exception {
    sandbox.on(Call.UPLOAD).times(2).answer(403, Map.of(), "<Error><Code>x</Code></Error>");

    deliver(4 * 4 * KILO);

    assertThat(statuses())
        .as("two refused blocks, two others of the old URL, then all blocks and their list")
        .containsExactlyInAnyOrder(403, 403, 201, 201, 201, 201, 201, 201, 201);
    assertThat(statuses().subList(4, 9)).containsOnly(201);
    assertThat(asked(Call.STORAGE)).isEqualTo(2);
    assertThat(asked(Call.TOKEN)).isEqualTo(1);
  }

  @Test
  void fourBlocksAreUploadedAtTheSameTime() throws Exception {
    Fault held = sandbox.on(Call.UPLOAD).holdBefore();
    CompletableFuture<Void> delivery = delivery(5 * 4 * KILO);

    await().until(() -> held.waiting() == 4);
    held.release();

    delivery.get();
    assertThat(statuses()).containsExactly(201, 201, 201, 201, 201, 201);
  }

  @Test
  void blocksMayArriveInAnyOrder() throws Exception {
    Fault first = sandbox.on(Call.UPLOAD).forPart(block(0)).holdBefore();
    Fault third = sandbox.on(Call.UPLOAD).forPart(block(2)).holdBefore();
    CompletableFuture<Void> delivery = delivery(7 * 4 * KILO);

    await().until(() -> asked(Call.UPLOAD) == 5);
    third.release();
    await().until(() -> asked(Call.UPLOAD) == 6);
    first.release();

    delivery.get();
    assertThat(statuses()).hasSize(8).containsOnly(201);
  }

  @Test
  void aBlockThatAlwaysFailsDoesNotRepeatTheOthers() throws Exception {
    Fault outage = sandbox.on(Call.UPLOAD).forPart(block(1)).answer(503);
    CompletableFuture<Void> delivery = delivery(9 * 4 * KILO);

    await().until(() -> outage.hits() == 4);
    assertThat(asked(Call.CREATE_WITH_URL)).isZero();
    outage.clear();

    delivery.get();
    assertThat(statuses()).filteredOn(status -> status == 201).hasSize(10);
    assertThat(asked(Call.STORAGE)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1", "me@127.0.0.1"})
  void anLdifIsNotUploadedToAnotherHost(String host) throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0);
        LogLines log = new LogLines("leanix.run")) {
      String url = "http://" + host + ":" + elsewhere.getLocalPort();
      sandbox
          .on(Call.STORAGE)
          .once()
          .answer(200, Map.of(), "{\"SAS\":\"" + url + "/blob?sig=x\",\"expireAt\":null}");

      deliver(4 * KILO);

      elsewhere.setSoTimeout(1);
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(asked(Call.STORAGE)).isEqualTo(2);
      assertThat(log.lines().toString())
          .contains(host.contains("@") ? "invalid storage URL" : url + ", to which nothing is sent")
          .doesNotContain("sig=");
    }
  }

  @Test
  void aFailedCreateDoesNotRepeatTheUpload() throws Exception {
    sandbox.on(Call.CREATE_WITH_URL).times(2).answer(503);

    deliver(4 * KILO);

    assertThat(asked(Call.CREATE_WITH_URL)).isEqualTo(3);
    assertThat(statuses()).containsExactly(201);
  }

  @Test
  void theProgressOfAnUploadIsPrivate() throws Exception {
    var held = sandbox.on(Call.CREATE_WITH_URL).once().hold();
    drop("large.json", Ldifs.inboundOfSize(4 * KILO));
    await().until(() -> held.waiting() == 1);

    Path kept = uploads().get(0);
    assertThat(Files.readString(kept)).contains("sig=");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");

    held.release();
    awaitReceipt("archive");
    assertThat(uploads()).isEmpty();
  }

  /** Returns the id of a block, counted from 0, as the storage requires it: in base 64. */
  static String block(int number) {
    byte[] digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(digits);
  }

  private CompletableFuture<Void> delivery(int size) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            deliver(size);
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  private List<Path> uploads() throws Exception {
    try (Stream<Path> files = Files.list(data.resolve("work/ldif"))) {
      return files.filter(file -> file.toString().endsWith(".upload")).toList();
    }
  }

  private List<Integer> statuses() {
    return sandbox.requests(Call.UPLOAD).stream().map(RecordedRequest::status).toList();
  }

  /** Drops an LDIF, and asserts that LeanIX received the same bytes. */
  private void deliver(int size) throws Exception {
    byte[] ldif = Ldifs.inboundOfSize(size);
    drop("large.json", ldif);

    JsonNode receipt = awaitReceipt("archive");

    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ldif));
    assertThat(receipt.at("/file/sizeBytes").intValue()).isEqualTo(size);
    assertThat(runs()).singleElement().extracting(run -> run.received().sha256()).isEqualTo(sha256);
    assertThat(started()).isEqualTo(1);
    assertThat(receipt.toString()).doesNotContain("sig=");
  }
}
