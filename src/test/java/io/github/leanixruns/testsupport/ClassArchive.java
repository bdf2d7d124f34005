package io.github.leanixruns.testsupport;

import static org.awaitility.Awaitility.await;

import io.github.leanixruns.LeanixRuns;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A class data archive of the packaged program: it halves the time of the many starts. The first
 * test that needs it creates it, for all test processes.
 */
final class ClassArchive {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JAR = TARGET.resolve("leanix-runs.jar");

  private ClassArchive() {}

  /**
   * Returns the options of {@code java} that use the archive. The JVM ignores the archive where
   * another class path begins.
   */
  static List<String> options() throws IOException {
    if (!Files.isRegularFile(JAR)) {
      return List.of();
    }
    Path archive = TARGET.resolve("classes-" + Files.getLastModifiedTime(JAR).toMillis() + ".jsa");
    try (FileChannel lock =
        FileChannel.open(
            TARGET.resolve("classes.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(archive)) {
        create(archive);
      }
    }
    return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  private static void create(Path archive) throws IOException {
    Path folder = Files.createTempDirectory(TARGET, "classes");
    Path written = folder.resolve("classes.jsa");
    Files.writeString(
        Files.createDirectories(folder.resolve("data/inbox")).resolve("first.json"),
        Ldifs.inbound("first", "first"));
    try (Program program =
        Program.startWith(
            List.of(
                "-XX:ArchiveClassesAtExit=" + written, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),
            TARGET.getParent(),
            folder.resolve("output"),
            Map.of("LEANIX_DATA", folder.resolve("data").toString()),
            List.of("-cp", "target/leanix-runs.jar", LeanixRuns.class.getName(), "--sandbox"))) {
      await()
          .atMost(Program.PATIENCE)
          .until(() -> program.output().contains("[first.json] DELIVERED"));
      program.terminate();
    }
    Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE);
  }
}
