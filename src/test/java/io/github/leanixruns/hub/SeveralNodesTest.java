package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OpenedHub;
import io.github.leanixruns.testsupport.PostgresExtension;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
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

  @Test
  void aNodeWhoseClockIsAheadNeitherTakesStepsNorDelaysThem() throws Exception {
    SettableClock machine = SettableClock.runningFrom(Instant.now());
    machine.advance(Duration.ofMinutes(5));
    Fault held = sandbox.on(Call.CREATE).forConnector("held").once().holdBefore();
    try (OpenedHub right = open("node-1")) {
      awaiting().until(() -> isReading(right));
      drop("held.json", Ldifs.inbound("held"));
      awaiting().until(() -> held.waiting() == 1);
      try (OpenedHub ahead = open("node-2", machine)) {
        awaiting().until(ahead::isOpen);
        machine.advance(Duration.ofHours(1));
        drop("other.json", Ldifs.inbound("other"));
        awaiting().until(() -> receipts() == 1);

        assertThat(health(ahead, "clock").getDetails().get("seconds-ahead-of-ledger"))
            .asInstanceOf(InstanceOfAssertFactories.LONG)
            .isGreaterThan(290);
        assertThat(held.waiting()).isEqualTo(1);
        held.clear();
        awaiting().until(() -> receipts() == 2);
      }
    }
    assertThat(sandbox.runs()).hasSize(2).extracting(RunRecord::starts).containsOnly(1);
    assertThat(sandbox.runs())
        .extracting(RunRecord::createdAt)
        .allMatch(created -> created.isBefore(Instant.now()));
  }

  private static HealthCheck.Result health(OpenedHub hub, String id) {
    return HealthCheckHelper.invoke(hub.context(), "full").stream()
        .filter(result -> id.equals(result.getCheck().getId()))
        .findFirst()
        .orElseThrow();
  }

  private OpenedHub open(String node) {
    return open(node, Clock.systemUTC());
  }

  private OpenedHub open(String node, Clock clock) {
    Properties settings = HubTestSupport.shortDelays(sandbox, data);
    settings.putAll(HubTestSupport.ledgerIn(POSTGRES.server()));
    settings.setProperty("leanix.node", node);
    return new OpenedHub(clock, settings);
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
