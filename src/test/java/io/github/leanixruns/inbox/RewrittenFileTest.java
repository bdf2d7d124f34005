package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.files.Sha256;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A process that still has a dropped file open cannot change what LeanIX gets. */
class RewrittenFileTest extends HubTestSupport {

  @Test
  void leanixGetsWhatWasChecked() throws Exception {
    byte[] checked = Ldifs.inbound("crm").getBytes(StandardCharsets.UTF_8);
    byte[] rewritten =
        Ldifs.inbound("crm").replace("of app-1", "of none!").getBytes(StandardCharsets.UTF_8);
    var outage = sandbox.on(Call.CREATE).always().answer(503);
    Path part = Files.write(data.resolve("part"), checked);
    try (FileChannel handle = FileChannel.open(part, StandardOpenOption.WRITE)) {
      Files.move(part, inbox().resolve("apps.json"), StandardCopyOption.ATOMIC_MOVE);
      await().until(() -> outage.hits() > 0);
      handle.write(ByteBuffer.wrap(rewritten), 0);
    }
    outage.clear();

    JsonNode file = awaitReceipt("archive").at("/file");

    assertThat(runs().get(0).received().bytes()).isEqualTo(checked);
    assertThat(file.at("/sizeBytes").intValue()).isEqualTo(checked.length);
    assertThat(file.at("/sha256").textValue())
        .isEqualTo(HexFormat.of().formatHex(Sha256.digest().digest(checked)));
    String ldif =
        names("archive").stream()
            .filter(name -> name.endsWith(".ldif.json"))
            .findAny()
            .orElseThrow();
    assertThat(data.resolve("archive").resolve(ldif)).hasBinaryContent(checked);
  }
}
