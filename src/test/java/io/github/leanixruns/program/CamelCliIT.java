package io.github.leanixruns.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.leanixruns.testsupport.CamelCli;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import io.github.leanixruns.testsupport.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the documentation for Camel's CLI, each in a process of its own. */
@Timeout(300)
class CamelCliIT {

  @TempDir private Path folder;

  @Test
  void theActionAndTheHubRunAnLdif() throws Exception {
    CamelCli cli = CamelCli.install();
    try (SandboxProcess sandbox =
            SandboxProcess.start(folder.resolve("sandbox"), Duration.ofMillis(200));
        Program action = startAction(cli, sandbox.baseUrl());
        Program hub = startHub(cli, sandbox.baseUrl())) {
      awaitOutput(action, ": FINISHED");
      awaitOutput(hub, "DELIVERED: run ");

      assertThat(action.output()).contains("apps.json is run ");
      assertThat(folder.resolve("hub/data/archive")).isDirectoryContaining("glob:**receipt.json");
      assertThat(sandbox.runs()).hasSize(2);
      for (Program program : List.of(action, hub)) {
        assertThat(program.output()).doesNotContain(SandboxProcess.API_TOKEN, "Exception");
        assertThat(program.terminate()).isEqualTo(143);
      }
    }
  }

  private Program startAction(CamelCli cli, String baseUrl) throws IOException {
    Path action = Files.createDirectory(folder.resolve("action"));
    Files.writeString(
        action.resolve("ldifs.camel.yaml"),
        only(DocumentationExamples.of("kamelets", "yaml"), "id: ldifs"));
    Files.writeString(
        Files.createDirectory(action.resolve("ldifs")).resolve("apps.json"), Ldifs.inbound("one"));
    return cli.start(
        action,
        only(DocumentationExamples.of("kamelets", "sh"), "camel run")
            .replace("https://acme.leanix.net", baseUrl),
        Map.of("LEANIX_TOKEN", SandboxProcess.API_TOKEN));
  }

  private Program startHub(CamelCli cli, String baseUrl) throws IOException {
    Path hub = Files.createDirectory(folder.resolve("hub"));
    Files.copy(Path.of("application.properties"), hub.resolve("application.properties"));
    Files.writeString(
        hub.resolve("application-cli.properties"),
        only(DocumentationExamples.of("camel-tools", "ini"), "camel.jbang.dependencies"));
    Files.createDirectory(hub.resolve("routes"));
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.toList()) {
        Files.copy(route, hub.resolve(route));
      }
    }
    Files.writeString(
        Files.createDirectories(hub.resolve("data/inbox")).resolve("apps.json"),
        Ldifs.inbound("two"));
    return cli.start(
        hub,
        only(DocumentationExamples.of("camel-tools", "sh"), "camel run"),
        Map.of("LEANIX_BASE_URL", baseUrl, "LEANIX_API_TOKEN", SandboxProcess.API_TOKEN));
  }

  private static String only(List<String> examples, String words) {
    assertThat(examples).filteredOn(example -> example.contains(words)).hasSize(1);
    return examples.stream().filter(example -> example.contains(words)).findFirst().orElseThrow();
  }

  private static void awaitOutput(Program program, String words) throws IOException {
    await()
        .atMost(Program.PATIENCE)
        .until(() -> program.output().contains(words) || !program.isAlive());
    assumeFalse(
        program.output().contains("has not been downloaded from it before"),
        "The local Maven repository does not have the CLI's Camel");
    assertThat(program.output()).contains(words);
  }
}
