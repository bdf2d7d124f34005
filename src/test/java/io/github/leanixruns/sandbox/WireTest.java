package io.github.leanixruns.sandbox;

import static io.github.leanixruns.sandbox.Client.RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Sends requests in the different ways of HTTP clients. */
class WireTest extends SandboxTest {

  @Test
  void acceptsChunkedBodiesWithoutAContentType() {
    byte[] bytes = Client.inbound().getBytes(StandardCharsets.UTF_8);

    assertThat(
            client
                .send(
                    client
                        .request(RUNS)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))))
                .statusCode())
        .isEqualTo(200);
    assertThat(sandbox.runs().get(0).received().bytes()).isEqualTo(bytes);
  }

  @Test
  void acceptsBodiesWithACharset() {
    assertThat(
            client
                .send(
                    client
                        .request(RUNS)
                        .header("Content-Type", "application/json;charset=UTF-8")
                        .POST(BodyPublishers.ofString(Client.inbound())))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void acceptsBodiesThatWaitForContinue() {
    assertThat(
            client
                .send(
                    client
                        .request(RUNS)
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString(Client.inbound())))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void acceptsAStartWithoutABody() throws IOException {
    String id = client.create(Client.inbound());

    assertThat(raw("POST " + RUNS + "/" + id + "/start?test=false HTTP/1.1"))
        .isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void readsLargeBodiesCompletelyEvenIfRefused() {
    client.accessToken();
    sandbox.revokeTokens();
    String large = Client.inbound(Client.element("1", "{\"a\":\"" + "x".repeat(4_000_000) + "\"}"));

    assertThat(client.post(RUNS, large).statusCode()).isEqualTo(401);
  }

  private String raw(String line) throws IOException {
    String request =
        line
            + "\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + client.accessToken()
            + "\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
