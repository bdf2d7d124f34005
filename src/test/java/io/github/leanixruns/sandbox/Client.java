package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends requests to a sandbox as a client of LeanIX does. */
final class Client {
  static final String API = "/services/integration-api/v1";
  static final String RUNS = API + "/synchronizationRuns";
  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Sandbox sandbox;
  private String accessToken;

  Client(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  static String ldif(String connectorId, String direction, String content) {
    return """
        {"connectorType":"cars","connectorId":"%s","connectorVersion":"1.0.0","lxVersion":"1.0.0",
         "description":"from %s","processingDirection":"%s","content":[%s]}"""
        .formatted(connectorId, connectorId, direction, content);
  }

  static String inbound(String... elements) {
    return ldif("in", "inbound", String.join(",", elements));
  }

  static String outbound() {
    return ldif("out", "outbound", "");
  }

  static String element(String id, String data) {
    return "{\"type\":\"Car\",\"id\":\"%s\",\"data\":%s}".formatted(id, data);
  }

  HttpResponse<String> token(String apiToken, String form) {
    String basic =
        Base64.getEncoder()
            .encodeToString(("apitoken:" + apiToken).getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(uri("/services/mtm/v1/oauth2/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  String accessToken() {
    if (accessToken == null) {
      accessToken = freshToken();
    }
    return accessToken;
  }

  String freshToken() {
    return json(token(sandbox.apiToken(), "grant_type=client_credentials"))
        .get("access_token")
        .asText();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + accessToken());
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String path, String body) {
    return send(request(path).PUT(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> start(String id) {
    return post(RUNS + "/" + id + "/start?test=false", "");
  }

  String create(String ldif) {
    return json(post(RUNS, ldif)).get("id").asText();
  }

  /** Creates and starts a run, and returns its id. */
  String run(String ldif) {
    String id = create(ldif);
    start(id);
    return id;
  }

  HttpResponse<String> of(String id, String what) {
    return get(RUNS + "/" + id + "/" + what);
  }

  String status(String id) {
    return json(of(id, "status")).get("status").asText();
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create(path.startsWith("http") ? path : sandbox.baseUrl() + path);
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
