package io.github.leanixruns.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Does what a container engine does, with the commands of the Containerfile: a user without an
 * entry in the list of users, nothing to write to but one volume, process 1, and a limited memory.
 */
class ContainerIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final int USER = 54_321;
  private static final int MEMORY_KB = 256 * 1_024;

  /** $1 is the volume. All other mounts are read-only, and there is no program in /tmp. */
  private static final String CONTAINER =
      """
      set -e
      mount --make-rprivate /
      mount -t proc proc /proc
      mount -t tmpfs -o ro,noexec tmpfs /tmp
      mount --bind "$1" "$1"
      while read -r _ _ _ _ mount _; do
        [ "$mount" = "$1" ] || mount -o remount,bind,ro "$mount"
      done < /proc/self/mountinfo
      shift
      exec setpriv --reuid 54321 --regid 54321 --clear-groups --no-new-privs --bounding-set=-all "$@"
      """;

  // not in /tmp, which is hidden from the program, and readable by any user
  private Path image;
  private Path volume;

  @BeforeEach
  void requireNamespaces() throws Exception {
    Process probe =
        new ProcessBuilder(
                "sh",
                "-c",
                "unshare --mount --pid --fork setpriv --no-new-privs mount --make-rprivate /")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(
        probe.waitFor(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS) && probe.exitValue() == 0,
        "this user may not create namespaces, or unshare and setpriv are not installed");
    image = Files.createTempDirectory(Path.of("/var/tmp"), "leanix-runs");
    Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwxr-xr-x"));
    volume = Files.createDirectory(image.resolve("volume"));
    List<String> copy = new ArrayList<>(List.of("cp", "-R"));
    for (String name : List.of("leanix-runs.jar", "lib", "routes", "application.properties")) {
      copy.add(TARGET.resolve(name).toString());
    }
    copy.add(image.toString());
    assertThat(run(copy, Map.of())).isZero();
  }

  @AfterEach
  void delete() throws Exception {
    if (image != null) {
      new ProcessBuilder("rm", "-rf", image.toString()).start().waitFor();
    }
  }

  @Test
  void theImageRunsWithNothingButItsVolume() throws Exception {
    Path inbox = Files.createDirectories(volume.resolve("inbox"));
    Path dropped = Files.writeString(inbox.resolve("import.json"), Ldifs.inbound("crm"));
    for (Path own : List.of(volume, inbox, dropped)) {
      Files.setAttribute(own, "unix:uid", USER);
    }
    createArchive();
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRunTime(Duration.ZERO))) {
      Map<String, String> environment = new HashMap<>();
      environment.put("LEANIX_BASE_URL", sandbox.baseUrl());
      environment.put("LEANIX_API_TOKEN", sandbox.apiToken());
      environment.put("LEANIX_DATA", volume.toString());
      environment.put("LEANIX_LOG_FORMAT", "json");
      environment.put("LEANIX_LOG_FILE", volume.resolve("leanix-runs.log").toString());
      environment.put("LEANIX_OBSERVE_HOST", "0.0.0.0");
      environment.put("LEANIX_OBSERVE_PORT", String.valueOf(freePort()));
      environment.put("JDK_JAVA_OPTIONS", "-XX:MaxRAM=256m");
      Path output = image.resolve("container.log");
      Process unshare = start(environment, output);
      try {
        await()
            .atMost(Program.PATIENCE)
            .until(() -> !unshare.isAlive() || Files.readString(output).contains("DELIVERED"));
        assertThat(unshare.isAlive()).as(Files.readString(output)).isTrue();
        ProcessHandle java = unshare.children().findFirst().orElseThrow();
        assertThat(run(command("(?m)^HEALTHCHECK (?:.*\\n)+?  CMD (\\[.*])"), environment))
            .isZero();
        assertThat(proc(java, "maps")).contains("leanix-runs.jsa");
        assertThat(peakMemory(java)).isLessThan(MEMORY_KB);

        java.destroy();

        assertThat(unshare.waitFor(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(unshare.exitValue()).isEqualTo(143);
      } finally {
        unshare.descendants().forEach(ProcessHandle::destroyForcibly);
        unshare.destroyForcibly();
      }
      List<String> lines =
          Files.readAllLines(output).stream()
              .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
              .toList();
      assertThat(volume.resolve("leanix-runs.log")).content().hasLineCount(lines.size());
      for (String line : lines) {
        JsonNode event = JSON.readTree(line);
        assertThat(event.get("level").textValue()).as(line).isEqualTo("INFO");
      }
      assertThat(sandbox.elements()).hasSize(1);
    }
  }

  /** Runs the command with which the image is built, for a shorter time. */
  private void createArchive() throws Exception {
    List<String> build = command("(?m)^RUN ((?:.*\\\\\\n)*.*])");
    build.replaceAll(
        word ->
            word.replace("max-seconds=10", "max-seconds=2")
                .replace("/tmp/data", image.resolve("training").toString()));
    assertThat(run(build, Map.of("LEANIX_OBSERVE_PORT", "0"))).isZero();
    assertThat(image.resolve("leanix-runs.jsa")).isNotEmptyFile();
  }

  private Process start(Map<String, String> environment, Path output) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                CONTAINER,
                "sh",
                volume.toString()));
    command.addAll(command("(?m)^ENTRYPOINT ((?:.*\\\\\\n)*.*])"));
    return process(command, environment).redirectOutput(output.toFile()).start();
  }

  private int run(List<String> command, Map<String, String> environment) throws Exception {
    Process process =
        process(command, environment).redirectOutput(image.resolve("output").toFile()).start();
    assertThat(process.waitFor(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Prepares a process with no other variable than these, so also without HOME. */
  private ProcessBuilder process(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(image.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Returns the arguments of an instruction of the Containerfile, with this Java. */
  private static List<String> command(String instruction) throws IOException {
    Matcher found =
        Pattern.compile(instruction)
            .matcher(Files.readString(Path.of("src", "main", "docker", "Containerfile")));
    assertThat(found.find()).as(instruction).isTrue();
    String[] words = JSON.readValue(found.group(1).replace("\\\n", ""), String[].class);
    assertThat(words[0]).isEqualTo("java");
    words[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ArrayList<>(Arrays.asList(words));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static long peakMemory(ProcessHandle process) throws IOException {
    return Stream.of(proc(process, "status").split("\n"))
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String proc(ProcessHandle process, String file) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
  }
}
