package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class EnvironmentTest {

  /** What Kubernetes sets for the services leanix-runs, leanix-observe and leanix-channel-crm. */
  public static final Map<String, String> OF_KUBERNETES =
      Map.ofEntries(
          Map.entry("LEANIX_RUNS_PORT", "tcp://10.0.0.1:9876"),
          Map.entry("LEANIX_RUNS_SERVICE_HOST", "10.0.0.1"),
          Map.entry("LEANIX_RUNS_SERVICE_PORT", "9876"),
          Map.entry("LEANIX_RUNS_SERVICE_PORT_HTTP", "9876"),
          Map.entry("LEANIX_OBSERVE_PORT", "tcp://10.0.0.1:9876"),
          Map.entry("LEANIX_OBSERVE_PORT_9876_TCP", "tcp://10.0.0.1:9876"),
          Map.entry("LEANIX_OBSERVE_PORT_9876_TCP_ADDR", "10.0.0.1"),
          Map.entry("LEANIX_OBSERVE_PORT_9876_TCP_PORT", "9876"),
          Map.entry("LEANIX_OBSERVE_PORT_9876_TCP_PROTO", "tcp"),
          Map.entry("LEANIX_CHANNEL_CRM_PORT", "udp://10.0.0.2:53"),
          Map.entry("LEANIX_CHANNEL_CRM_SERVICE_HOST", "10.0.0.2"));

  @Test
  void variablesOfKubernetesAreNoSettings() {
    Map<String, String> environment = new HashMap<>(OF_KUBERNETES);
    Map<String, String> settings =
        Map.of(
            "LEANIX_OBSERVE_HOST", "0.0.0.0",
            "LEANIX_SANDBOX_PORT", "8089",
            "LEANIX_RUN_POL", "5s",
            "LEANIX_CHANNEL_CRM_TOKN", "x");
    environment.putAll(settings);
    environment.put("PATH", "/bin");

    assertThat(Environment.settingsIn(environment)).isEqualTo(settings);
  }
}
