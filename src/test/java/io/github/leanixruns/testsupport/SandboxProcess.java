package io.github.leanixruns.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged sandbox as a process of its own, read over HTTP. It keeps running when the program
 * is killed.
 */
public final class SandboxProcess implements AutoCloseable {

  public static final String API_TOKEN = "sandbox-token";

  private static final Pattern BASE_URL = Pattern.compile("Base URL: +(http://\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Program program;
  private final String baseUrl;

  private SandboxProcess(Program program, String baseUrl) {
    this.program = program;
    this.baseUrl = baseUrl;
  }

  public static SandboxProcess start(Path output, Duration runTime) throws IOException {
    Program program =
        Program.startJava(
            Path.of("").toAbsolutePath(),
            output,
            Map.of(),
            List.of(
                "-cp",
                String.join(File.pathSeparator, "target/leanix-runs.jar", "target/lib/*"),
                "io.github.leanixruns.sandbox.Sandbox",
                "--port=0",
                "--api-token=" + API_TOKEN,
                "--run-time=" + runTime));
    String greeting =
        await().atMost(Program.PATIENCE).until(program::output, BASE_URL.asPredicate()::test);
    Matcher baseUrl = BASE_URL.matcher(greeting);
    assertThat(baseUrl.find()).isTrue();
    return new SandboxProcess(program, baseUrl.group(1));
  }

  public String baseUrl() {
    return baseUrl;
  }

  /** Returns all runs, in the order in which they were created. */
  public JsonNode runs() throws IOException, InterruptedException {
    return get("/sandbox/runs");
  }

  /** Returns how many access tokens were asked for: each life of the program begins with one. */
  public int tokens() throws IOException, InterruptedException {
    return get("/sandbox").at("/requests/TOKEN").asInt();
  }

  /** Has elements in the workspace at once, without a run. */
  public void bring(String ldif) throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder()
            .encodeToString(("apitoken:" + API_TOKEN).getBytes(StandardCharsets.UTF_8));
    JsonNode token =
        send(
            request("/services/mtm/v1/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    send(
        request("/services/integration-api/v1/fastSynchronizationRuns")
            .header("Authorization", "Bearer " + token.at("/access_token").textValue())
            .POST(BodyPublishers.ofString(ldif)));
  }

  /**
   * Adds a fault.
   *
   * @param fault JSON with single quotes
   */
  public void addFault(String fault) throws IOException, InterruptedException {
    send(
        request("/sandbox/faults")
            .header("Sandbox-Control", "true")
            .POST(BodyPublishers.ofString(fault.replace('\'', '"'))));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).header("Sandbox-Control", "true"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    program.close();
  }
}
