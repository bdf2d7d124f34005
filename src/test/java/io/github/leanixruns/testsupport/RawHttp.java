package io.github.leanixruns.testsupport;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests with headers that HTTP clients do not let a caller set. */
public final class RawHttp {

  private RawHttp() {}

  /** Sends a GET request with a host and other headers, and returns the status line. */
  public static String get(URI uri, String host, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + uri.getPath() + " HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return send(uri, request + "\r\n");
  }

  /** Sends any text, and returns the first line of the answer. */
  public static String send(URI uri, String request) throws IOException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder status = new StringBuilder();
      for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
        status.append((char) c);
        c = socket.getInputStream().read();
      }
      return status.toString();
    }
  }
}
