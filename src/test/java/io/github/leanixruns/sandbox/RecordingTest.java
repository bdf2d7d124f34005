package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordingTest extends SandboxTest {

  @Test
  void recordsRequestsWithTheirRunAndStatus() {
    String id = client.run(Client.inbound());
    client.status(id);
    client.get("/nowhere");

    assertThat(sandbox.requests())
        .containsExactly(
            new RecordedRequest(Call.TOKEN, clock.instant(), null, null, 200),
            new RecordedRequest(Call.CREATE, clock.instant(), id, null, 200),
            new RecordedRequest(Call.START, clock.instant(), id, null, 200),
            new RecordedRequest(Call.STATUS, clock.instant(), id, null, 200),
            new RecordedRequest(Call.OTHER, clock.instant(), null, null, 404));
    assertThat(sandbox.requests(Call.STATUS)).hasSize(1);
  }

  @Test
  void recordsRunsWithTheBytesOfTheirLdif() throws Exception {
    String ldif = Client.inbound(Client.element("é", "{}"));
    byte[] bytes = ldif.getBytes(StandardCharsets.UTF_8);

    RunRecord run = sandbox.run(client.run(ldif));

    assertThat(run.connectorType()).isEqualTo("cars");
    assertThat(run.connectorId()).isEqualTo("in");
    assertThat(run.connectorVersion()).isEqualTo("1.0.0");
    assertThat(run.processingDirection()).isEqualTo("inbound");
    assertThat(run.description()).isEqualTo("from in");
    assertThat(run.elements()).isEqualTo(1);
    assertThat(run.starts()).isEqualTo(1);
    assertThat(run.createdAt()).isEqualTo(clock.instant());
    assertThat(run.startedAt()).isEqualTo(clock.instant());
    assertThat(run.finishedAt()).isEqualTo(clock.instant());
    assertThat(run.received().length()).isEqualTo(bytes.length);
    assertThat(run.received().bytes()).isEqualTo(bytes);
    assertThat(run.received().sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void recordsTheHighestNumberOfConcurrentRequests() {
    client.accessToken();
    Fault fault = sandbox.on(Call.LIST).hold();
    for (int i = 0; i < 3; i++) {
      CompletableFuture.runAsync(() -> client.get(RUNS), work -> new Thread(work).start());
    }
    await().until(() -> fault.waiting() == 3);

    fault.release();

    await().until(() -> sandbox.inFlight() == 0);
    assertThat(sandbox.peakConcurrency()).isEqualTo(3);
  }
}
