package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.testsupport.Program;
import io.github.leanixruns.testsupport.SandboxProcess;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application with 40 MB of memory that runs streams of 48 MB. */
@Timeout(300)
class LargeStreamIT {

  @TempDir private Path folder;

  @Test
  void aStreamCanBeLargerThanTheMemory() throws Exception {
    try (SandboxProcess sandbox = SandboxProcess.start(folder.resolve("sandbox"), Duration.ZERO);
        Program application =
            Program.startJava(
                Path.of("").toAbsolutePath(),
                folder.resolve("output"),
                Map.of(),
                List.of(
                    "-Xmx40m",
                    // hashing is slow without it
                    "-XX:TieredStopAtLevel=4",
                    "-Djava.io.tmpdir=" + folder,
                    "-cp",
                    String.join(
                        File.pathSeparator,
                        "target/leanix-runs.jar",
                        "target/lib/*",
                        "target/test-classes"),
                    LargeStreams.class.getName(),
                    sandbox.baseUrl(),
                    SandboxProcess.API_TOKEN,
                    "48"))) {
      assertThat(application.awaitEnd()).as(application.output()).isZero();

      assertThat(application.output()).contains("cached: FINISHED", "plain: FINISHED");
      assertThat(sandbox.runs().findValues("length"))
          .extracting(JsonNode::longValue)
          .hasSize(2)
          .allMatch(size -> size > 48L << 20);
    }
  }
}
