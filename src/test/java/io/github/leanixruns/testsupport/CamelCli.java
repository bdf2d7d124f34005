package io.github.leanixruns.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Camel's CLI, with a Maven repository in which leanix-runs is installed. */
public final class CamelCli {

  private static final Path PROJECT = Path.of("src/test/camel-cli").toAbsolutePath();
  private static final Path TARGET = Path.of("target/camel-cli").toAbsolutePath();
  private static final Path REPOSITORY = TARGET.resolve("repository");
  private static final Path INSTALLED = Path.of("io/github/leanixruns/leanix-runs/0.1.0-SNAPSHOT");
  private static final boolean OFFLINE = "offline=true".equals(System.getProperty("maven.mode"));

  private CamelCli() {}

  /** Makes the CLI available. Without its libraries, the test is skipped. */
  public static CamelCli install() throws IOException, InterruptedException {
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-q",
                OFFLINE ? "--offline" : "--no-snapshot-updates",
                "-f",
                PROJECT.toString(),
                "dependency:copy-dependencies",
                "-DoutputDirectory=" + TARGET.resolve("lib"))
            .redirectErrorStream(true)
            .start();
    String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(maven.waitFor() == 0, () -> "Camel's CLI cannot be resolved: " + output);
    linkRepository();
    copy("target/leanix-runs.jar", "leanix-runs-0.1.0-SNAPSHOT.jar");
    copy("pom.xml", "leanix-runs-0.1.0-SNAPSHOT.pom");
    return new CamelCli();
  }

  /** The repository has what the real one has, except for leanix-runs. */
  private static void linkRepository() throws IOException {
    Path real = Path.of(System.getProperty("maven.repository"));
    Files.createDirectories(REPOSITORY.resolve(INSTALLED));
    for (Path folder : List.of(Path.of(""), Path.of("io"), Path.of("io/github"))) {
      try (Stream<Path> entries = Files.list(real.resolve(folder))) {
        for (Path entry : entries.toList()) {
          Path link = REPOSITORY.resolve(folder).resolve(entry.getFileName());
          if (!Files.exists(link)) {
            Files.createSymbolicLink(link, entry);
          }
        }
      }
    }
  }

  private static void copy(String file, String name) throws IOException {
    Files.copy(
        Path.of(file),
        REPOSITORY.resolve(INSTALLED).resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Starts the CLI.
   *
   * @param command a line of the documentation, without spaces in its arguments
   */
  public Program start(Path folder, String command, Map<String, String> environment)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Duser.home=" + TARGET,
                "-Dmaven.repo.local=" + REPOSITORY,
                "-cp",
                TARGET.resolve("lib") + "/*",
                PROJECT.resolve("Camel.java").toString()));
    arguments.addAll(List.of(command.strip().replaceFirst("^camel ", "").split(" ")));
    arguments.add("--download=" + !OFFLINE);
    return Program.startJava(folder, folder.resolve("output"), environment, arguments);
  }
}
