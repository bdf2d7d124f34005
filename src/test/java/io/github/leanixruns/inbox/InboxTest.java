package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;

class InboxTest extends HubTestSupport {

  /** Longer than it takes to write the next piece of a file, even on a busy machine. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final int MOST_LOOKS = 40;

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.inbox.settle", SETTLE.toMillis() + "ms");
  }

  /** Files of one connector that wait when the hub opens, the oldest last by name. */
  @Override
  protected void beforeOpening() throws Exception {
    Instant now = Instant.now();
    for (int age = 1; age <= 4; age++) {
      Path file =
          Files.writeString(inbox().resolve(age + ".json"), Ldifs.inbound("crm", "a" + age));
      Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(age))));
    }
  }

  @Test
  void theOldestFileGoesFirst() {
    awaitReceipts("archive", 4);

    assertThat(runs())
        .extracting(RunRecord::description)
        .containsExactly("of a4", "of a3", "of a2", "of a1");
  }

  @Test
  void onlyLdifsAreTaken() throws Exception {
    List<String> leftAlone =
        List.of(
            ".hidden.json", "a.json.tmp", "b.json.part", "c.filepart", "d.json~", "e.txt", "json");
    for (String name : leftAlone) {
      drop(name, Ldifs.inbound("x"));
    }
    Files.createDirectories(inbox().resolve("folder.json"));
    drop("upper.JSON", Ldifs.inbound("x"));
    drop("mixed.Ldif", Ldifs.inbound("y"));

    List<JsonNode> receipts = awaitReceipts("archive", 6);

    assertThat(receipts)
        .extracting(receipt -> receipt.at("/file/name").textValue())
        .contains("upper.JSON", "mixed.Ldif");
    assertThat(names("inbox"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(leftAlone.stream(), Stream.of("folder.json")).toList());
  }

  @Test
  void aFileThatIsStillBeingWrittenIsNotTaken() throws Exception {
    awaitReceipts("archive", 4);
    String ldif = Ldifs.inbound("slow", "written-slowly");
    Instant begun = Instant.now();
    try (Writer writer = Files.newBufferedWriter(inbox().resolve("slow.json"))) {
      for (int i = 0; i < ldif.length(); i++) {
        writer.write(ldif.charAt(i));
        writer.flush();
        awaitLooks(i < MOST_LOOKS ? 2 : 0);
        assertThat(names("inbox")).containsExactly("slow.json");
      }
    }
    assertThat(begun.plus(SETTLE)).as("it took longer than settling").isBefore(Instant.now());

    awaitReceipts("archive", 5);

    assertThat(names("failed")).isEmpty();
    assertThat(runs().get(4).received().bytes()).asString().isEqualTo(ldif);
  }

  @Test
  void namesAreDataAndNeverLeaveTheirFolders() throws Exception {
    List<String> names =
        List.of(
            "with space.json",
            "ümläut-😀.json",
            "quote'\".json",
            "100%25#.json",
            "${sys.user.home}.json",
            "{{leanix.api-token}}.json",
            "${bean:times.now}.json",
            "line\nbreak.json",
            "n".repeat(250) + ".json");
    drop("back\\slash.json", Ldifs.outbound("backslash"));
    for (int i = 0; i < names.size(); i++) {
      drop(names.get(i), Ldifs.outbound("names" + i));
    }

    List<JsonNode> receipts = awaitReceipts("archive", names.size() + 4);

    assertThat(receipts)
        .extracting(receipt -> receipt.at("/file/name").textValue())
        .containsAll(names);
    assertThat(names("inbox")).as("what Camel cannot take").containsExactly("back\\slash.json");
    assertThat(names("outbox")).hasSize(names.size());
    assertThat(names("outbox")).allMatch(name -> name.endsWith(".results.json"));
    assertThat(names("outbox")).anyMatch(name -> name.startsWith("${sys.user.home}."));
    assertThat(names("outbox")).anyMatch(name -> name.startsWith("{{leanix.api-token}}."));
    assertThat(names("failed")).isEmpty();
    assertThat(names("."))
        .containsExactlyInAnyOrder("archive", "failed", "inbox", "outbox", "processors", "work");
  }

  @Test
  void aFileThatIsTakenAwayWhileItSettlesIsNoLoss() throws Exception {
    awaitReceipts("archive", 4);
    drop("gone.json", Ldifs.inbound("gone"));
    awaitLooks(2);
    Files.delete(inbox().resolve("gone.json"));
    drop("stays.json", Ldifs.inbound("stays"));

    awaitReceipts("archive", 5);

    assertThat(runs()).extracting(RunRecord::connectorId).doesNotContain("gone");
    assertThat(names("failed")).isEmpty();
    awaitEmptyWorkFolder();
  }

  @Test
  void aLinkIsLeftAlone() throws Exception {
    Path elsewhere = Files.writeString(data.resolve("elsewhere.json"), Ldifs.inbound("elsewhere"));
    Files.createSymbolicLink(inbox().resolve("link.json"), elsewhere);
    Files.createSymbolicLink(inbox().resolve("dangling.json"), data.resolve("nowhere"));
    drop("after.json", Ldifs.inbound("after"));

    awaitReceipts("archive", 5);
    awaitLooks(2);

    assertThat(names("inbox")).containsExactly("dangling.json", "link.json");
    assertThat(elsewhere).hasContent(Ldifs.inbound("elsewhere"));
  }

  @Test
  void aFileThatCannotBeTakenIsSaidOnceAndTakenOnceItCan() throws Exception {
    awaitReceipts("archive", 4);
    Path claimed = data.resolve("work/ldif");
    await().until(() -> names("work/ldif").isEmpty());
    Files.delete(claimed);
    Files.writeString(claimed, "in the way");
    try (LogLines log = new LogLines("leanix.inbox")) {
      drop("apps.json", Ldifs.inbound("apps"));
      await().until(() -> !log.lines().isEmpty());
      awaitLooks(5);

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN [apps.json] cannot be claimed: ");
      assertThat(names("inbox")).containsExactly("apps.json");
    }
    Files.delete(claimed);
    Files.createDirectory(claimed);

    awaitReceipts("archive", 5);
  }

  /** Waits until the hub has read its inbox as many times more. */
  private void awaitLooks(int count) {
    var consumer = (ScheduledPollConsumer) context.getRoute("inbox").getConsumer();
    long before = consumer.getCounter();
    await().pollInterval(Duration.ofMillis(5)).until(() -> consumer.getCounter() >= before + count);
  }

  @Test
  void aFileThatAnotherNodeHasTakenUpAndIsDoneWithIsLeftToIt() throws Exception {
    JsonNode receipt = awaitReceipts("archive", 4).get(0);
    Claim gone =
        new Claim(
            receipt.at("/ledgerId").textValue(), "gone.json", data.resolve("gone"), Origin.INBOX);

    Future<Exchange> taken =
        template.asyncSend("direct:inbox-receive", exchange -> exchange.setVariable("claim", gone));

    assertThat(taken.get(20, TimeUnit.SECONDS).getException()).isNull();
    assertThat(names("failed")).isEmpty();
    assertThat(started()).isEqualTo(4);
  }
}
