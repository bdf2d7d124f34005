package io.github.leanixruns.program;

import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packaged program in a folder of its own. */
abstract class PackagedProgramSupport {

  static final Path JAR = Path.of("target", "leanix-runs.jar").toAbsolutePath();
  static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir Path folder;

  Program start(Path home, Path jar, Map<String, String> environment, String... arguments)
      throws IOException {
    return Program.start(home, jar, folder.resolve("output"), environment, List.of(arguments));
  }

  /** Never asked. */
  static Map<String, String> aWorkspace(Path data) {
    return Map.of(
        "LEANIX_BASE_URL", "https://127.0.0.1:1",
        "LEANIX_API_TOKEN", "token",
        "LEANIX_DATA", data.toString());
  }

  /** The line comes last: a file's receipt is there before the ledger says so. */
  static void awaitDelivery(Program program, String fileName) {
    await()
        .atMost(Program.PATIENCE)
        .until(() -> program.output().contains("[" + fileName + "] DELIVERED"));
  }

  static List<Path> files(Path directory, String ending) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
