package io.github.leanixruns.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Represents one request and its answer. */
final class HttpCall {
  private static final Pattern THIS_HOST =
      Pattern.compile("(?i)(localhost|[0-9.]+|\\[[0-9a-f:.]+])(:\\d+)?");

  private final HttpExchange exchange;
  private final Spool spool;
  private final Instant at;
  private Map<String, String> path = Map.of();
  private Map<String, String> query;
  private Content body;
  private boolean bodyKept;
  private String runId;

  HttpCall(HttpExchange exchange, Spool spool, Instant at) {
    this.exchange = exchange;
    this.spool = spool;
    this.at = at;
  }

  Instant at() {
    return at;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String[] segments() {
    String raw = exchange.getRequestURI().getRawPath();
    String[] segments = (raw == null ? "" : raw).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = decoded(segments[i].replace("+", "%2B"));
    }
    return segments;
  }

  void matched(Map<String, String> variables) {
    path = variables;
    runId = variables.get("id");
  }

  String path(String name) {
    return path.get(name);
  }

  String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** Returns false for a foreign name that resolves to this machine (DNS rebinding). */
  boolean isForThisHost() {
    String host = header("Host");
    return host == null || THIS_HOST.matcher(host).matches();
  }

  String query(String name) {
    if (query == null) {
      query = form(exchange.getRequestURI().getRawQuery());
    }
    return query.get(name);
  }

  boolean flag(String name) {
    String value = query(name);
    if (value == null || value.equalsIgnoreCase("false")) {
      return false;
    }
    if (value.equalsIgnoreCase("true")) {
      return true;
    }
    throw new Refusal(400, "The parameter " + name + " is neither true nor false.");
  }

  int number(String name, int otherwise) {
    String value = query(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new Refusal(400, "The parameter " + name + " is not a number.");
    }
  }

  /** Returns the body, which is read from the connection only once. */
  Content body() throws IOException {
    if (body == null) {
      body = spool.read(exchange.getRequestBody());
    }
    return body;
  }

  /** Returns the body and keeps it after the call. The caller must discard it. */
  Content keepBody() throws IOException {
    bodyKept = true;
    return body();
  }

  String runId() {
    return runId;
  }

  void runId(String value) {
    runId = value;
  }

  static Map<String, String> form(String text) {
    Map<String, String> fields = new HashMap<>();
    if (text != null) {
      for (String pair : text.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        fields.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  /**
   * Sends the answer.
   *
   * @param beforeLast is run before the last bytes are sent, so that a client with the whole answer
   *     sees its effect
   */
  void send(HttpReply reply, Runnable beforeLast) throws IOException {
    // A client that is still sending would see a closed connection instead of the answer
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    if (reply.payload() == null || method().equals("HEAD")) {
      beforeLast.run();
      exchange.sendResponseHeaders(reply.status(), -1);
      closeAfter(reply);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), Math.max(reply.length(), 0));
    OutputStream out = exchange.getResponseBody();
    if (reply.isCutHalfway()) {
      sendHalf(reply, out);
    }
    reply.payload().writeTo(out);
    beforeLast.run();
    // Not in a finally block: closing would complete an answer that is cut off
    out.close();
    closeAfter(reply);
  }

  private static void closeAfter(HttpReply reply) throws ConnectionCutException {
    if (reply.closing() == HttpReply.Closing.AFTER) {
      throw new ConnectionCutException();
    }
  }

  private static void sendHalf(HttpReply reply, OutputStream out) throws IOException {
    CountingStream size = new CountingStream();
    reply.payload().writeTo(size);
    try {
      reply.payload().writeTo(new SliceStream(out, 0, size.count() / 2, true));
      throw new ConnectionCutException();
    } finally {
      out.flush();
    }
  }

  void discardBody() throws IOException {
    if (body != null && !bodyKept) {
      body.discard();
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
