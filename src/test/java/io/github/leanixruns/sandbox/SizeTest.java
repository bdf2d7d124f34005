package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SizeTest extends SandboxTest {
  private static final String PADDING = "{\"a\":\"" + "x".repeat(1000) + "\"}";

  @Test
  void largeLdifsAreKeptInFilesAndDeleted() throws IOException {
    String id = client.create(large());
    assertThat(files()).hasSize(2);

    client.start(id);
    JsonNode ldif = Client.json(client.of(client.run(Client.outbound()), "results"));

    assertThat(ldif.get("content")).hasSize(200);
    assertThat(sandbox.run(id).received().bytes()).isNull();
    assertThat(sandbox.run(id).received().length()).isEqualTo(large().length());
    // the elements of the workspace and the results
    assertThat(files()).hasSize(2);

    Path directory = sandbox.directory();
    sandbox.close();
    assertThat(directory).doesNotExist();
  }

  @Test
  void refusedLdifsAndCallsWithAFaultLeaveNoFile() throws IOException {
    sandbox.on(Call.CREATE).forConnector("bad").answer(503);
    client.post(RUNS, large() + "x");
    client.post(RUNS, large().replace("\"connectorId\":\"in\"", "\"connectorId\":\"bad\""));
    client.post(RUNS + "?test=true", large());
    client.post(RUNS + "/withConfig", "{\"processorConfiguration\":{},\"input\":[" + large());

    assertThat(sandbox.runs()).isEmpty();
    // the elements of the workspace; a body is deleted just after its answer
    await().until(() -> files().size() == 1);
  }

  @Test
  void executesThousandsOfRunsQuickly() {
    String ldif = Client.inbound(Client.element("1", "{\"a\":1}"));
    client.accessToken();

    List<String> ids = IntStream.range(0, 2000).parallel().mapToObj(i -> client.run(ldif)).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(sandbox.runs()).hasSize(2000).allMatch(run -> run.starts() == 1);
    assertThat(Client.json(client.get(RUNS))).hasSize(2000);
  }

  private static String large() {
    return Client.inbound(
        IntStream.range(0, 200)
            .mapToObj(i -> Client.element("e" + i, PADDING))
            .toArray(String[]::new));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(sandbox.directory())) {
      return all.toList();
    }
  }
}
