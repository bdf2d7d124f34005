package io.github.leanixruns.testsupport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/** A hub whose health and metrics are asked for over real HTTP. */
public abstract class ObservedTestSupport extends HubTestSupport {

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  protected String getPropertyPlaceholderLocations() {
    return super.getPropertyPlaceholderLocations()
        + ",classpath:io/github/leanixruns/camel.properties";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.observe.enabled", "true", "leanix.observe.port", "0");
  }

  protected HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server().getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  protected VertxPlatformHttpServer server() {
    return context.hasService(VertxPlatformHttpServer.class);
  }
}
