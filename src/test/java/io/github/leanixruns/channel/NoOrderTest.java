package io.github.leanixruns.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoOrderTest extends HubTestSupport {

  /** More requests at a time than Camel's HTTP component opens connections to a host by default. */
  private static final int THREADS = 30;

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.run.order", "none", "leanix.run.threads", String.valueOf(THREADS));
  }

  @Override
  protected SandboxSettings sandboxSettings() {
    return SandboxSettings.defaults().withRunTime(Duration.ofHours(1));
  }

  @Test
  void runsOfOneConnectorGoSideBySideWhenNobodyWantsAnOrder() throws Exception {
    for (int i = 0; i < 5; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm", "app-" + i));
    }

    await().until(() -> started() == 5);

    assertThat(names("archive")).isEmpty();
  }

  @Test
  void noStepWaitsForTheConnectionOfAnother() throws Exception {
    var held = sandbox.on(Call.CREATE).always().holdBefore();
    for (int i = 0; i < THREADS; i++) {
      drop("apps" + i + ".json", Ldifs.inbound("crm", "app-" + i));
    }

    await().until(() -> held.waiting() == THREADS);
    held.clear();

    await().until(() -> started() == THREADS);
  }
}
