package io.github.leanixruns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.SandboxSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoOrderTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.run.order", "none");
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
}
