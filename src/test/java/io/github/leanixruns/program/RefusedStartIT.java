package io.github.leanixruns.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.Program;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program does not start with a mistake in its settings or its environment. */
class RefusedStartIT extends PackagedProgramSupport {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -                     | -     | leanix.base-url and leanix.api-token are not set
          https://x.example     | -     | leanix.api-token is not set
          -                     | token | leanix.base-url is not set
          x.example/leanix      | token | must be the address of the workspace without a path
          """)
  void withoutAWorkspaceItRefusesToStartAndSaysHowToGoOn(
      String baseUrl, String apiToken, String words) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("LEANIX_DATA", folder.resolve("data").toString());
    if (!"-".equals(baseUrl)) {
      environment.put("LEANIX_BASE_URL", baseUrl);
    }
    if (!"-".equals(apiToken)) {
      environment.put("LEANIX_API_TOKEN", apiToken);
    }

    Program program = start(PROJECT, JAR, environment);

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output()).contains(words).doesNotContain("Exception", "\tat ");
    if (words.contains("set")) {
      assertThat(program.output()).contains("--sandbox");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "LEANIX_RUN_POLL, soon, leanix.run.poll is \"soon\"",
    "LEANIX_RUN_ORDER, random, 'one of connector, none'",
    "LEANIX_RUN_THREADS, 0, a whole number from 1",
    "LEANIX_DEFAULTS_PROCESSING_DIRECTION, sideways, leanix.defaults.processing-direction",
    "LEANIX_SCHEDULE_NIGHTLY_CRON, daily, leanix.schedule.nightly.cron is \"daily\""
  })
  void aSettingThatMakesNoSenseIsRefusedByItsName(String name, String value, String words)
      throws Exception {
    Program program =
        start(
            PROJECT,
            JAR,
            Map.of("LEANIX_DATA", folder.resolve("data").toString(), name, value),
            "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output()).contains(words).doesNotContain("Exception", "\tat ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() throws Exception {
    Program program =
        Program.startJava(
            PROJECT,
            folder.resolve("output"),
            Map.of(
                "LEANIX_DATA", folder.resolve("data").toString(), "LEANIX_RUN_ORDER", "connector"),
            List.of("-Dleanix.run.order=random", "-jar", JAR.toString(), "--sandbox"));

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output()).contains("leanix.run.order is \"random\"");
  }

  @Test
  void withADamagedLedgerItRefusesToStartAndTouchesNothing() throws Exception {
    Path ledger = folder.resolve("data/work/ledger.db");
    Path ldif = folder.resolve("data/work/ldif/id/apps.json");
    Path dropped = folder.resolve("data/inbox/apps.json");
    for (Path file : List.of(ledger, ldif, dropped)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "no database and no LDIF ".repeat(1_000));
    }

    Program program = start(PROJECT, JAR, aWorkspace(folder.resolve("data")));

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains("The ledger " + ledger + " is damaged: ", "Restore it from a backup")
        .doesNotContain("Exception", "\tat ");
    for (Path file : List.of(ledger, ldif, dropped)) {
      assertThat(file).hasContent("no database and no LDIF ".repeat(1_000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--sandbx", "--home"})
  void anOptionThatItDoesNotKnowIsRefusedWithThoseThatThereAre(String option) throws Exception {
    Program program = start(PROJECT, JAR, aWorkspace(folder.resolve("data")), option);

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .startsWith(option + " is not an option.\nUsage: java -jar leanix-runs.jar")
        .contains("--sandbox", "--home=FOLDER")
        .doesNotContain("Exception", "\tat ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--help, Usage: java -jar leanix-runs.jar", "--version, leanix-runs 0."})
  void helpAndVersionArePrintedWithoutAStart(String option, String start) throws Exception {
    Program program = start(folder, JAR, aWorkspace(folder.resolve("data")), "--sandbox", option);

    assertThat(program.awaitEnd()).isZero();
    assertThat(program.output()).startsWith(start).doesNotContain(" INFO ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leanix.test = true\\nleanix.test = false | 2 | sets leanix.test again, after line 1
          leanix.ledger.url = {{env:NO_SUCH_URL}}  | 1 | leanix.ledger.url contains the placeholder {{env:NO_SUCH_URL}}
          \\nleanix.run.poll = soon                | 2 | leanix.run.poll is "soon"
          \uFEFFleanix.run.order = random           | 1 | leanix.run.order is "random"
          leanix.archive.directory = dat\u00e4      | 1 | set the environment variable LC_ALL=C.UTF-8
          """)
  void aMistakeInTheSettingsFileIsRefusedWithFileAndLine(String text, int line, String words)
      throws Exception {
    Files.createSymbolicLink(folder.resolve("routes"), PROJECT.resolve("routes"));
    Path file = folder.resolve("application.properties");
    Files.writeString(file, text.replace("\\n", "\n"));

    Program program =
        start(
            PROJECT,
            JAR,
            Map.of("LC_ALL", "C", "LEANIX_DATA", folder.resolve("data").toString()),
            "--home=" + folder,
            "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains(words, file + ", line " + line)
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "LEANIX_API_TOKEN, '\"s3cret-1\"'",
    "LEANIX_PROXY_PASSWORD, s3cret-{{1}}",
    "LEANIX_API_TOKEN, s3cret-1 # mine",
    "LEANIX_ARCHIVE_DIRECTORY, ~/archive"
  })
  void aMistakeInTheEnvironmentIsRefusedByItsName(String name, String value) throws Exception {
    Map<String, String> environment = new HashMap<>(aWorkspace(folder.resolve("data")));
    environment.put(name, value);

    Program program = start(PROJECT, JAR, environment);

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .containsAnyOf(name, name.toLowerCase(Locale.ROOT).replace('_', '.'))
        .doesNotContain("s3cret", "Exception", "\tat ")
        .hasLineCount(1);
  }

  @Test
  void aLedgerThatIsAwayIsOneMessage() throws Exception {
    Map<String, String> environment = new HashMap<>(aWorkspace(folder.resolve("data")));
    environment.put("LEANIX_LEDGER_URL", "jdbc:postgresql://127.0.0.1:1/ledger");

    Program program = start(PROJECT, JAR, environment);

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains("The ledger jdbc:postgresql://127.0.0.1:1/ledger cannot be opened: ")
        .doesNotContain("Exception", "\tat ", " WARN ", " ERROR ");
  }

  @Test
  void tooFewOpenFilesAreOneMessage() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 64; exec \"$0\" -jar \"$1\" --sandbox",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                JAR.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(
            process
                .onExit()
                .orTimeout(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue())
        .isEqualTo(2);
    assertThat(output)
        .content()
        .startsWith("leanix-runs cannot start: this process may open only a few files (ulimit -n)")
        .hasLineCount(1);
  }

  @Test
  void routesAndSettingsOfTheWorkingDirectoryAreNotUsed() throws Exception {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Files.writeString(routes.resolve("run.camel.yaml"), "- route: no route");
    Files.writeString(folder.resolve("application.properties"), "leanix.test=x\nleanix.test=y");

    Program program = start(folder, JAR, Map.of("LEANIX_DATA", folder.resolve("data").toString()));

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output()).contains("leanix.base-url and leanix.api-token are not set");
  }

  @Test
  void withoutRoutesItRefusesToStartAndSaysWhereTheyShouldBe() throws Exception {
    Program program =
        start(PROJECT, JAR, aWorkspace(folder.resolve("data")), "--sandbox", "--home=" + folder);

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains("was not found in " + folder, "--home=FOLDER")
        .doesNotContain("Exception", "\tat ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void withAFileForADataFolderItRefusesToStartAndTouchesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "a file");

    Program program = start(PROJECT, JAR, aWorkspace(file));

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains("The folder " + file.resolve("inbox"), "cannot be created", "Check leanix.")
        .doesNotContain("Exception", "\tat ");
    assertThat(file).hasContent("a file");
  }

  @Test
  void aPortThatIsTakenIsSaidBeforeAnythingIsTouched() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Path data = folder.resolve("data");

      Program program =
          start(
              PROJECT,
              JAR,
              Map.of("LEANIX_DATA", data.toString(), "LEANIX_OBSERVE_PORT", port),
              "--sandbox");

      assertThat(program.awaitEnd()).isEqualTo(2);
      assertThat(program.output())
          .contains("127.0.0.1 port " + port, "leanix.observe.port")
          .doesNotContain("Exception", "\tat ");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void theSandboxDoesNotMeetARealBroker() throws Exception {
    Map<String, String> environment = new HashMap<>(aWorkspace(folder.resolve("data")));
    environment.put("LEANIX_QUEUE_URL", "amqps://broker.acme:5671");

    Program program = start(PROJECT, JAR, environment, "--sandbox");

    assertThat(program.awaitEnd()).isEqualTo(2);
    assertThat(program.output())
        .contains("leanix.queue.url is set: the sandbox would take LDIFs from that broker")
        .doesNotContain("Exception", "\tat ");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
