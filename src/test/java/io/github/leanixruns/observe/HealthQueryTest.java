package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthQueryTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', 200, true",
    "0.0.0.0, /live, 200, true",
    "localhost, /ready, 503, false",
    "127.0.0.1, '', 404, false"
  })
  void theAnswerOfTheRunningProcessIsWhatCounts(String host, String path, int status, boolean up)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/observe/health" + path,
        exchange -> {
          byte[] answer = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      assertThat(HealthQuery.ask(settings(host, server.getAddress().getPort()), path))
          .isEqualTo(new HealthQuery(up, "/observe/health" + path));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void noProcessIsNotHealthy() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    HealthQuery health = HealthQuery.ask(settings("127.0.0.1", free), "/live");

    assertThat(health.up()).isFalse();
    assertThat(health.message())
        .startsWith("http://127.0.0.1:" + free + "/observe/health/live does not answer: ");
  }

  @Test
  void aPortThatIsNotKnownIsSaid() throws IOException {
    HealthQuery health = HealthQuery.ask(settings("127.0.0.1", 0), "");

    assertThat(health.up()).isFalse();
    assertThat(health.message()).contains("leanix.observe.port is 0");
  }

  private static Properties settings(String host, int port) {
    Properties settings = new Properties();
    settings.setProperty("leanix.observe.enabled", "true");
    settings.setProperty("leanix.observe.host", host);
    settings.setProperty("leanix.observe.port", "{{own.port}}");
    settings.setProperty("own.port", String.valueOf(port));
    return settings;
  }
}
