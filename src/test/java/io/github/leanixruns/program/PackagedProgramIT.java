package io.github.leanixruns.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.settings.EnvironmentTest;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people download and start. */
class PackagedProgramIT extends PackagedProgramSupport {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theZipHoldsAllThatTheProgramNeedsOnAnotherMachine() throws Exception {
    Path home = unzip();

    // what is set for a real workspace must not lead the sandbox out of the machine
    Map<String, String> workspace =
        Map.of("LEANIX_BASE_URL", "https://127.0.0.1:1", "LEANIX_API_TOKEN", "real-secret");
    try (Program program = start(home, Path.of("leanix-runs.jar"), workspace, "--sandbox")) {
      awaitDelivery(program, "landscape-import.json");
      awaitDelivery(program, "landscape-export.json");
      assertThat(program.isAlive()).isTrue();
      assertThat(program.terminate()).isIn(0, 143);

      JsonNode results = JSON.readTree(only(home.resolve("data/outbox")).toFile());
      assertThat(results.at("/content")).hasSize(5);
      assertThat(results.at("/content").findValuesAsText("id")).contains("app-order-desk");
      assertThat(program.output())
          .contains("nothing leaves this machine")
          .contains("Inbox:  " + home.toRealPath().resolve("data/inbox"))
          .contains("Outbox: ")
          .contains("[landscape-import.json] RECEIVED")
          .contains("[landscape-import.json] CREATED")
          .contains("[landscape-import.json] STARTED")
          .contains("[landscape-import.json] FINISHED")
          .containsSubsequence("Ledger: ", "Health: http://", "leanix-runs 0.", " is ready\n")
          .endsWith("leanix-runs has stopped\n")
          .doesNotContain("WARN", "ERROR", "Exception", "\tat ");
    }
  }

  @Test
  void filesGoThroughAWorkspaceNamedByTheEnvironment() throws Exception {
    Path data = folder.resolve("data");
    Path log = folder.resolve("log/leanix-runs.log");
    Map<String, String> environment = new HashMap<>(EnvironmentTest.OF_KUBERNETES);
    Files.createDirectories(data.resolve("inbox"));
    Files.writeString(data.resolve("inbox/import.json"), Ldifs.inbound("crm"));
    try (Sandbox sandbox = sandbox()) {
      environment.put("LEANIX_BASE_URL", sandbox.baseUrl() + "/");
      // as from a file with a line break
      environment.put("LEANIX_API_TOKEN", sandbox.apiToken() + "\n");
      environment.put("LEANIX_DATA", data.toString());
      environment.put("LEANIX_LOG_FILE", log.toString());
      environment.put("LEANIX_OBSERVE_ENABLED", "false");
      Program program = start(PROJECT, JAR, environment);
      awaitDelivery(program, "import.json");
      assertThat(program.terminate()).isIn(0, 143);

      assertThat(receipts(folder)).hasSize(1);
      assertThat(sandbox.elements()).hasSize(1);
      assertThat(program.output())
          .contains("Workspace: " + sandbox.baseUrl())
          .doesNotContain(sandbox.apiToken(), "WARN", "ERROR");
      assertThat(log).hasContent(program.output());
    }
  }

  @Test
  void schedulesNamedByTheEnvironmentRunByTheClock() throws Exception {
    Path ldif = Files.writeString(folder.resolve("all.json"), Ldifs.outbound("all"));
    try (Sandbox sandbox = sandbox();
        Program program =
            start(
                PROJECT,
                JAR,
                Map.of(
                    "LEANIX_BASE_URL", sandbox.baseUrl(),
                    "LEANIX_API_TOKEN", sandbox.apiToken(),
                    "LEANIX_DATA", folder.resolve("data").toString(),
                    "LEANIX_SCHEDULE_CHANGES_PERIOD", "15m",
                    "LEANIX_SCHEDULE_CHANGES_LDIF", ldif.toString(),
                    "LEANIX_SCHEDULE_ONCE_A_YEAR_CRON", "0 0/30 9 ? JAN MON#1",
                    "LEANIX_SCHEDULE_ONCE_A_YEAR_TIME_ZONE", "Europe/Berlin",
                    "LEANIX_SCHEDULE_ONCE_A_YEAR_LDIF", ldif.toString()))) {
      awaitDelivery(program, "all.json");

      assertThat(receipts(folder)).hasSize(1);
      assertThat(program.output())
          .contains("Schedule: changes, every 15m, next 20")
          .contains("Schedule: once-a-year, at 0 0/30 9 ? JAN MON#1 Europe/Berlin, next 20")
          .contains("T09:00:00+01:00")
          .doesNotContainIgnoringCase("quartz")
          .doesNotContain("WARN", "ERROR");
      assertThat(program.terminate()).isIn(0, 143);
    }
  }

  @Test
  void secretsOnTheCommandLineAreSaid() throws Exception {
    try (Program program =
        Program.startJava(
            PROJECT,
            folder.resolve("output"),
            Map.of("LEANIX_DATA", folder.resolve("data").toString()),
            List.of("-Dleanix.api-token=s3cret-one", "-jar", JAR.toString(), "--sandbox"))) {
      awaitDelivery(program, "landscape-import.json");

      assertThat(program.output())
          .containsOnlyOnce(
              "leanix.api-token is on the command line, which every user of this machine can read."
                  + " Use the environment variable LEANIX_API_TOKEN instead.")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void aHomeThatOthersCanWriteIsRefused() throws Exception {
    Path home = unzip();
    Files.setPosixFilePermissions(
        home.resolve("routes"), PosixFilePermissions.fromString("rwxr-xrwx"));

    Program program = start(home, Path.of("leanix-runs.jar"), Map.of(), "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains(home.toRealPath().resolve("routes") + " can be written by every user")
        .contains("Run chmod o-w ");
  }

  @Test
  void settingsAreInUtf8AndMissingRoutesAreMissed() throws Exception {
    Path home = unzip();
    Files.writeString(
        home.resolve("application.properties"),
        "leanix.defaults.description = Täglich übertragen\n",
        StandardOpenOption.APPEND);
    Path inbox = Files.createDirectories(home.resolve("data/inbox"));
    Files.writeString(
        inbox.resolve("apps.json"),
        Ldifs.inbound("crm").replace("\"description\": \"of app-1\",", ""));
    try (Program program = start(home, Path.of("leanix-runs.jar"), Map.of(), "--sandbox")) {
      awaitDelivery(program, "apps.json");
    }
    assertThat(
            files(home.resolve("data/archive"), ".receipt.json").stream()
                .filter(file -> file.getFileName().toString().startsWith("apps.")))
        .singleElement()
        .satisfies(
            receipt ->
                assertThat(JSON.readTree(receipt.toFile()).at("/description").textValue())
                    .isEqualTo("Täglich übertragen"));

    Files.delete(home.resolve("routes/inbox.camel.yaml"));
    Program program = start(home, Path.of("leanix-runs.jar"), Map.of(), "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains(
            "The route file " + home.toRealPath().resolve("routes/inbox.camel.yaml"), "is missing")
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "'uri: nosuch:y', 'the route mine is invalid: No endpoint could be found for: nosuch://y'",
    "'uuri: nosuch:y', 'cannot start: '",
  })
  void aMistakeInAnOwnRouteIsOneMessageWithFileAndLine(String option, String words)
      throws Exception {
    Path home = unzip();
    Path file = home.toRealPath().resolve("routes/mine.camel.yaml");
    Files.writeString(
        file,
        """
        - route:
            id: mine
            from:
              uri: direct:mine
              steps:
                - to:
                    %s
        """
            .formatted(option));

    Program program = start(home, Path.of("leanix-runs.jar"), Map.of(), "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains(words, "file:" + file + ", line ")
        .doesNotContain("Exception", "\tat ", " ERROR ", " WARN ")
        .doesNotContain("Health: ", " is ready", "has stopped");
  }

  @Test
  void aSecondProgramOnTheSameDataFolderRefusesToStart() throws Exception {
    Map<String, String> environment = aWorkspace(folder.resolve("data"));
    try (Program first = start(PROJECT, JAR, environment, "--sandbox")) {
      await().atMost(Program.PATIENCE).until(() -> first.output().contains("RECEIVED"));
      assertThat(folder.resolve("data/work")).as("the work folder of a workspace").doesNotExist();

      for (List<String> arguments : List.of(List.of("--sandbox"), List.<String>of())) {
        Program second =
            Program.start(PROJECT, JAR, folder.resolve("second"), environment, arguments);

        assertThat(second.awaitEnd()).isEqualTo(2);
        assertThat(second.output()).contains("Another leanix-runs process uses the ledger");
        assertThat(first.isAlive()).isTrue();
      }
    }
  }

  @Test
  void withoutTheJarOfTheSandboxTheOptionIsRefusedAndSaysWhatIsMissing() throws Exception {
    Path home = unzip();
    Files.delete(home.resolve("lib/leanix-runs-sandbox.jar"));

    Program program = start(home, Path.of("leanix-runs.jar"), Map.of(), "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .startsWith("The sandbox cannot start because leanix-runs-sandbox.jar is not on the class")
        .contains("copy it from the zip of leanix-runs into the folder lib")
        .hasLineCount(1);
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void theJarOfTheProductHoldsNoClassOfTheSandbox() throws IOException {
    assertThat(entries(JAR))
        .contains("io/github/leanixruns/hub/SandboxProvider.class")
        .noneMatch(name -> name.startsWith("io/github/leanixruns/sandbox/"));
    assertThat(entries(JAR.resolveSibling("lib/leanix-runs-sandbox.jar")))
        .contains("io/github/leanixruns/sandbox/Sandbox.class")
        .filteredOn(name -> name.endsWith(".class"))
        .allMatch(name -> name.startsWith("io/github/leanixruns/sandbox/"));
  }

  @Test
  void theJarOfTheSandboxStartsAloneToo() throws IOException {
    try (Program program =
        Program.startJava(
            PROJECT,
            folder.resolve("output"),
            Map.of(),
            List.of("-jar", "target/lib/leanix-runs-sandbox.jar", "--port=0"))) {
      await()
          .atMost(Program.PATIENCE)
          .until(() -> program.output().contains("Base URL:  http://127.0.0.1:"));
    }
  }

  private static Sandbox sandbox() throws IOException {
    return Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO));
  }

  private static List<Path> receipts(Path home) throws IOException {
    return files(home.resolve("data/archive"), ".receipt.json");
  }

  private static Path only(Path directory) throws IOException {
    List<Path> files = files(directory, "");
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static List<String> entries(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private Path unzip() throws IOException {
    Path zip = files(PROJECT.resolve("target"), ".zip").get(0);
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
    Path home = folder.resolve(zip.getFileName().toString().replace(".zip", ""));
    assertThat(home.resolve("README.md")).exists();
    assertThat(home.resolve("docs/configuration.md")).exists();
    assertThat(home.resolve("application.properties")).exists();
    return home;
  }
}
