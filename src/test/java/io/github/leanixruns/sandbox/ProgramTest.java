package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest extends SandboxTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theDefaultsSuitInteractiveUse() {
    SandboxSettings settings = SandboxOptions.parse();

    assertThat(settings.port()).isEqualTo(8089);
    assertThat(settings.apiToken()).isEqualTo("sandbox-token");
    assertThat(settings.runTime()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "2s,PT2S", "1m,PT1M", "1h,PT1H", "0s,PT0S", "PT1M30S,PT1M30S"})
  void parsesDurations(String text, Duration time) {
    assertThat(SandboxOptions.parse("--run-time=" + text).runTime()).isEqualTo(time);
    assertThat(SandboxOptions.parse("--token-time=" + text).tokenTime()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=many",
        "--port=70000",
        "--run-time=2",
        "--run-time=-PT1S",
        "--what=1",
        "x",
        "--api-token="
      })
  void reportsAnInvalidOptionInOneSentence(String option) {
    assertThat(open(option)).isEmpty();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("The sandbox cannot start: ")
        .hasLineCount(1);
  }

  @Test
  void reportsAPortInUseInOneSentence() {
    assertThat(open("--port=" + sandbox.port())).isEmpty();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("port " + sandbox.port() + " is in use")
        .hasLineCount(1);
  }

  @Test
  void theGreetingShowsTheBaseUrlAndTheApiToken() {
    try (Sandbox greeted = open("--port=0", "--api-token=secret").orElseThrow()) {
      SandboxProgram.greet(greeted, new PrintStream(out, true, StandardCharsets.UTF_8));

      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains(greeted.baseUrl(), "secret", "curl -u apitoken:secret")
          .contains("curl -H 'Sandbox-Control: true' " + greeted.baseUrl() + "/sandbox/runs");
    }
  }

  @Test
  void theProgramRunsUntilItIsTerminated() throws Exception {
    Process process = launch("--port=0");
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).contains("The sandbox is running");
      assertThat(lines.readLine()).contains("http://127.0.0.1:");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theProgramExitsWithTwoIfItCannotStart() throws Exception {
    Process process = launch("--port=" + sandbox.port());
    try (BufferedReader errors = process.errorReader()) {
      assertThat(errors.lines()).hasSize(1);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortCanBeUsedAgainAfterClosing() throws IOException {
    client.create(Client.inbound());
    int port = sandbox.port();

    reopen(settings().withPort(port));

    assertThat(sandbox.port()).isEqualTo(port);
    assertThat(client.get(Client.RUNS).body()).isEqualTo("[]");
  }

  @Test
  void aClosedSandboxRefusesConnections() {
    sandbox.close();

    assertThatThrownBy(() -> client.token("x", ""))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void allThreadsAreDaemons() {
    client.accessToken();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(
            thread ->
                thread.getName().startsWith("sandbox")
                    || thread.getName().startsWith("HTTP-Dispatcher"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  private Optional<Sandbox> open(String... args) {
    return SandboxProgram.open(new PrintStream(err, true, StandardCharsets.UTF_8), args);
  }

  private static Process launch(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sandbox.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }
}
