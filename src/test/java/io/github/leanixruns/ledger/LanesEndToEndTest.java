package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.Test;

/** One connector's runs go one after another; connectors go side by side. */
class LanesEndToEndTest extends HubTestSupport {

  private static final int FILES = 300;
  private static final int CONNECTORS = 30;
  private static final int THREADS = 4;

  @Override
  protected Map<String, String> settings() {
    // the sandbox continues with a request that was given up, and counts it
    return Map.of(
        "leanix.run.threads",
        String.valueOf(THREADS),
        "leanix.connect-timeout",
        "60s",
        "leanix.response-timeout",
        "60s");
  }

  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger peakSteps = new AtomicInteger();

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    super.configure(configuration);
    configuration.addConfiguration(
        new CamelConfiguration() {
          @Override
          public void configure(CamelContext context) {
            context.addRoutePolicyFactory(
                (same, routeId, route) -> routeId.equals("run-step") ? new StepCounter() : null);
          }
        });
  }

  /** Counts the steps that are executed at the same time. */
  private final class StepCounter extends RoutePolicySupport {
    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      peakSteps.accumulateAndGet(steps.incrementAndGet(), Math::max);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      steps.decrementAndGet();
    }
  }

  @Override
  protected SandboxSettings sandboxSettings() {
    return SandboxSettings.defaults().withRunTime(Duration.ofMillis(30));
  }

  @Override
  protected void beforeOpening() throws Exception {
    Instant start = Instant.now().minus(Duration.ofHours(1));
    for (int i = 0; i < FILES; i++) {
      Path file = inbox().resolve("f%03d.json".formatted(i));
      Files.writeString(file, Ldifs.inbound("crm" + i % CONNECTORS, "%03d".formatted(i)));
      Files.setLastModifiedTime(file, FileTime.from(start.plusMillis(i)));
    }
    // a call that takes a while shows how many work at the same time
    sandbox.on(Call.CREATE).always().delay(Duration.ofMillis(5));
  }

  @Test
  void threeHundredFilesOfThirtyConnectorsAreThroughInTheirOrder() {
    awaitReceipts("archive", FILES);

    assertThat(names("failed")).isEmpty();
    assertThat(sandbox.runs()).hasSize(FILES).allMatch(run -> run.starts() == 1);
    assertThat(peakSteps.get()).isBetween(2, THREADS);
    assertThat(sandbox.peakConcurrency()).isBetween(2, THREADS);
    Map<String, List<RunRecord>> byConnector =
        sandbox.runs().stream()
            .sorted(Comparator.comparing(RunRecord::startedAt))
            .collect(Collectors.groupingBy(RunRecord::connectorId));
    assertThat(byConnector).hasSize(CONNECTORS);
    byConnector.values().forEach(LanesEndToEndTest::assertOneAfterAnother);
  }

  private static void assertOneAfterAnother(List<RunRecord> lane) {
    assertThat(lane).extracting(RunRecord::description).isSorted();
    assertThat(IntStream.range(1, lane.size()))
        .as("each is created after the one before it has finished")
        .allMatch(i -> !lane.get(i).createdAt().isBefore(lane.get(i - 1).finishedAt()));
  }
}
