package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimsHealthCheckTest {

  private final Map<String, String> inbox = new TreeMap<>();
  private final Map<String, String> processors = new TreeMap<>();
  private final ClaimsHealthCheck health = new ClaimsHealthCheck(() -> inbox, () -> processors);

  @BeforeEach
  void setCamelContext() {
    health.setCamelContext(new DefaultCamelContext());
  }

  @Test
  void itIsUpWhileAllFilesCanBeMoved() {
    assertThat(health.call().getState()).isEqualTo(State.UP);
  }

  @Test
  void itNamesTheFilesAndTheirFolder() {
    processors.put("crm.json", "permission denied");
    assertDown(
        "Files cannot be moved out of the processors folder: crm.json (permission denied). Check"
            + " the disk and the permissions of that folder and the work folder.");

    inbox.put("apps.json", "disk full");
    assertDown(
        "Files cannot be moved out of the inbox: apps.json (disk full). Check the disk and the"
            + " permissions of that folder and the work folder. Files cannot be moved out of the"
            + " processors folder: crm.json (permission denied). Check the disk and the"
            + " permissions of that folder and the work folder.");
  }

  @Test
  void itNamesFiveFilesAndCountsTheOthers() {
    for (int i = 1; i <= 6; i++) {
      inbox.put(i + ".json", "full");
    }
    assertDown(
        "Files cannot be moved out of the inbox: 1.json (full), 2.json (full), 3.json (full),"
            + " 4.json (full), 5.json (full) and 1 more file. Check the disk and the permissions"
            + " of that folder and the work folder.");
  }

  private void assertDown(String message) {
    Result result = health.call();
    assertThat(result.getState()).isEqualTo(State.DOWN);
    assertThat(result.getMessage()).contains(message);
  }
}
