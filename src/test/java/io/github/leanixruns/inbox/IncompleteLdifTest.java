package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A writer that pauses for longer than a file takes to settle. */
class IncompleteLdifTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.inbox.truncated-after", "1h");
  }

  @Test
  void aFileIsSentWholeAlthoughItsWriterPauses() throws Exception {
    String ldif = Ldifs.inbound("slow", "written-with-a-pause");
    int half = ldif.length() / 2;
    Path file = inbox().resolve("slow.json");
    try (LogLines log = new LogLines("leanix.inbox");
        Writer writer = Files.newBufferedWriter(file)) {
      writer.write(ldif, 0, half);
      writer.flush();
      log.await(
          line ->
              line.startsWith(
                  "INFO [slow.json] is empty or incomplete, so it may not be written completely"
                      + " yet"));
      writer.write(ldif, half, ldif.length() - half);
    }

    awaitReceipt("archive");

    assertThat(names("failed")).isEmpty();
    assertThat(runs().get(0).received().bytes()).asString().isEqualTo(ldif);
  }
}
