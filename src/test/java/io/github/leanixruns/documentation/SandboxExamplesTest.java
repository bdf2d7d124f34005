package io.github.leanixruns.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.DocumentationExamples;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the examples of {@code docs/sandbox.md}. */
class SandboxExamplesTest {

  @Test
  void theFaultsAreAccepted() throws Exception {
    List<String> faults =
        DocumentationExamples.of("sandbox", "sh").stream()
            .flatMap(example -> Pattern.compile("curl -d '([^']*)'").matcher(example).results())
            .map(fault -> fault.group(1))
            .toList();
    assertThat(faults).hasSize(2);

    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      for (String fault : faults) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/sandbox/faults"))
                .header("Sandbox-Control", "true")
                .POST(HttpRequest.BodyPublishers.ofString(fault))
                .build();
        HttpResponse<String> answer =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(fault + ": " + answer.body()).isBetween(200, 299);
      }
    }
  }
}
