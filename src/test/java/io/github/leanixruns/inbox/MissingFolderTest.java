package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Health;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that is gone while the program runs is said, and read again when it is back. */
class MissingFolderTest extends HubTestSupport {

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "processors"})
  void theHubSaysSoAndContinuesWhenItIsBack(String name) throws Exception {
    Path folder = data.resolve(name);
    try (LogLines log = new LogLines("leanix.health")) {
      Files.move(folder, data.resolve("away"));

      await().until(() -> Health.of(context, "folders").isDown());
      assertThat(Health.of(context, "folders").words()).contains(folder.toString());
      var consumer = (ScheduledPollConsumer) context.getRoute(name).getConsumer();
      long before = consumer.getCounter();
      await().until(() -> consumer.getCounter() >= before + 3);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR No files are taken from the folder " + folder);
      Files.move(data.resolve("away"), folder);

      await().until(() -> !Health.of(context, "folders").isDown());
    }
    drop("apps.json", Ldifs.inbound("crm"));
    awaitReceipt("archive");
  }
}
