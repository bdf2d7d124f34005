package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The libraries that an application gets with the dependency: few, and none of the hub's. */
@Timeout(120)
class KameletLibrariesIT {

  private static final Pattern NOT_FOR_APPLICATIONS =
      Pattern.compile(
          "<dependency>(?:(?!</dependency>).)*<(?:optional>true|scope>test)<.*?</dependency>",
          Pattern.DOTALL);
  private static final Pattern LIBRARY =
      Pattern.compile("([\\w.-]+):jar:[\\w.-]+:(?:compile|runtime)");

  @TempDir private Path folder;

  @Test
  void anApplicationGetsNoServerAndNoDatabase() throws Exception {
    assertThat(libraries())
        .contains("camel-kamelet", "camel-http", "camel-yaml-dsl", "camel-micrometer")
        .noneMatch(
            name ->
                name.matches(
                    "(db-scheduler|camel-main|.*(vertx|netty|platform-http|prometheus|jms|amqp|sql|flyway|telemetry|HikariCP|logback)).*"))
        .hasSizeLessThan(50);
  }

  /** Maven resolves the project as another project does: without what is optional. */
  private List<String> libraries() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String plugin =
        pom.replaceFirst(
            "(?s).*<artifactId>maven-dependency-plugin</artifactId>\\s*<version>(.*?)<.*", "$1");
    Files.writeString(
        folder.resolve("pom.xml"),
        NOT_FOR_APPLICATIONS
            .matcher(pom.replaceFirst("(?s)<build>.*</profiles>", ""))
            .replaceAll(""));
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-o",
                "-B",
                "-q",
                "org.apache.maven.plugins:maven-dependency-plugin:" + plugin + ":list",
                "-DoutputFile=libraries.txt")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(maven.waitFor()).as(output).isZero();
    return LIBRARY
        .matcher(Files.readString(folder.resolve("libraries.txt")))
        .results()
        .map(library -> library.group(1))
        .toList();
  }
}
