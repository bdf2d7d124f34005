package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many runs that wait cost one request for all of them. */
class StatusListTest extends HubTestSupport {
  private static final int RUNS = 12;
  private static final Duration RUN_TIME = Duration.ofHours(1);

  // set before the fields of this class are initialised
  private SettableClock clock;

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.run.poll-max", "20ms");
  }

  @Override
  protected SandboxSettings sandboxSettings() {
    clock = SettableClock.runningFrom(Instant.now());
    return SandboxSettings.defaults().withClock(clock).withRunTime(RUN_TIME);
  }

  private void dropRuns(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      drop("run" + i + ".json", Ldifs.inbound("crm" + i));
    }
    await().until(() -> started() == count);
  }

  @Test
  void theListReplacesTheStatusRequestsAndEndedRunsAreDelivered() throws Exception {
    dropRuns(RUNS);
    // after the first list, each run has at most one request of its own under way
    await().until(() -> asked(Call.LIST) >= 1);
    int before = asked(Call.STATUS);
    await().until(() -> asked(Call.LIST) >= 3);
    assertThat(asked(Call.STATUS) - before).isLessThanOrEqualTo(2 * RUNS);

    clock.advance(RUN_TIME);

    awaitReceipts("archive", RUNS);
    assertThat(sandbox.runs()).extracting(RunRecord::starts).containsOnly(1);
  }

  @Test
  void aListThatIsRefusedIsGivenUp() throws Exception {
    sandbox.on(Call.LIST).answer(403);
    dropRuns(RUNS);
    await().until(() -> asked(Call.LIST) == 1);
    int before = asked(Call.STATUS);
    await().until(() -> asked(Call.STATUS) > before + 4 * RUNS);

    clock.advance(RUN_TIME);

    awaitReceipts("archive", RUNS);
    assertThat(asked(Call.LIST)).isEqualTo(1);
  }

  @Test
  void aListThatFailsForAWhileIsRequestedAgain() throws Exception {
    sandbox.on(Call.LIST).once().answer(503);
    dropRuns(RUNS);
    await().until(() -> asked(Call.LIST) >= 2);

    clock.advance(RUN_TIME);

    awaitReceipts("archive", RUNS);
  }

  @Test
  void fewRunsRequestTheirStatusThemselves() throws Exception {
    dropRuns(3);
    await().until(() -> asked(Call.STATUS) > 9);

    clock.advance(RUN_TIME);

    awaitReceipts("archive", 3);
    assertThat(asked(Call.LIST)).isZero();
  }
}
