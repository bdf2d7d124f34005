package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import io.github.leanixruns.testsupport.QueueClient;
import jakarta.jms.BytesMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with little memory receives a message that is larger than the limit. */
class QueueMemoryIT {

  private static final String IN = "ldif.in";
  private static final String OUT = "ldif.out";
  private static final int LARGE_BYTES = 60_000_000;

  @TempDir private Path folder;

  @Test
  void aMessageThatIsTooLargeIsNotLoaded() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
        Broker broker = Broker.start(folder.resolve("broker"), IN, OUT);
        QueueClient client = new QueueClient(broker.url());
        Program program =
            Program.startJava(
                Path.of("").toAbsolutePath(),
                folder.resolve("output"),
                environment(sandbox, broker),
                List.of("-Xmx128m", "-jar", "target/leanix-runs.jar"))) {
      BytesMessage large = client.session().createBytesMessage();
      large.writeBytes(new byte[LARGE_BYTES]);
      client.send(IN, large);
      client.send(IN, Ldifs.outbound("all"));

      await().atMost(Duration.ofSeconds(60)).until(() -> broker.count(OUT) == 1);

      assertThat(broker.count(Broker.DEAD_LETTERS)).isEqualTo(1);
      assertThat(program.output())
          .contains("more than leanix.queue.max-size")
          .doesNotContain("OutOfMemoryError");
    }
  }

  private Map<String, String> environment(Sandbox sandbox, Broker broker) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LEANIX_BASE_URL", sandbox.baseUrl());
    environment.put("LEANIX_API_TOKEN", sandbox.apiToken());
    environment.put("LEANIX_DATA", folder.resolve("data").toString());
    environment.put("LEANIX_QUEUE_URL", broker.url());
    environment.put("LEANIX_QUEUE_USER", Broker.USER);
    environment.put("LEANIX_QUEUE_PASSWORD", Broker.PASSWORD);
    environment.put("LEANIX_QUEUE_INBOX", IN);
    environment.put("LEANIX_QUEUE_OUTBOX", OUT);
    return environment;
  }
}
