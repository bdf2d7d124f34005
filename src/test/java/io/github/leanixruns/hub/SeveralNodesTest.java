package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a shared ledger and shared folders. */
class SeveralNodesTest {

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  @TempDir Path data;

  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
    Files.createDirectories(data.resolve("inbox"));
  }

  @AfterEach
  void closeSandbox() {
    sandbox.close();
  }

  @Test
  void theNextReaderReceivesFirstWhatTheLastOneHadClaimed() throws Exception {
    OpenedHub first = open("node-1");
    awaiting().until(() -> isReading(first));
    try (OpenedHub second = open("node-2")) {
      assertThat(isReading(second)).isFalse();
      // as if the first one had been killed before it wrote the row
      Path claim = data.resolve("work/ldif").resolve(UUID.randomUUID().toString());
      Files.createDirectories(claim);
      Files.writeString(claim.resolve("earlier.json"), Ldifs.inbound("crm", "earlier"));
      first.close();
      drop("later.json", Ldifs.inbound("crm", "later"));

      awaiting().until(() -> receipts() == 2);
      assertThat(isReading(second)).isTrue();
    }
    assertThat(sandbox.runs().stream().sorted(Comparator.comparing(RunRecord::createdAt)))
        .extracting(RunRecord::description)
        .containsExactly("of earlier", "of later");
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsOnly(1);
  }

  private OpenedHub open(String node) {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.putAll(HubTestSupport.ledgerIn(POSTGRES.server()));
    settings.setProperty("leanix.node", node);
    return new OpenedHub(Clock.systemUTC(), settings);
  }

  private static boolean isReading(OpenedHub hub) {
    return hub.context().getRouteController().getRouteStatus("inbox").isStarted();
  }

  private void drop(String name, String content) throws IOException {
    Path part = Files.writeString(data.resolve(name), content);
    Files.move(part, data.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private long receipts() throws IOException {
    Path archive = data.resolve("archive");
    if (!Files.exists(archive)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(archive)) {
      return files.filter(file -> file.toString().endsWith(".receipt.json")).count();
    }
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }
}
