package io.github.leanixruns.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP proxy: tunnels for TLS, forwarded requests for the rest, a user where wanted. */
public final class TestProxy implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String credentials;
  private volatile int refusal;
  private volatile int divertedTo;

  public TestProxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Lets through only who sends this user and password. */
  public void require(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Lets nothing through; 0 ends that. */
  public void refuseWith(int status) {
    refusal = status;
  }

  /** Redirects tunnels to another local port; 0 stops that. */
  public void divertTo(int port) {
    divertedTo = port;
  }

  /** Cuts all connections, tunnels as well: the next request needs a new one. */
  public void cutAll() {
    for (Socket socket : sockets) {
      close(socket);
    }
    sockets.clear();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Returns the first lines of all requests so far, each with the status that the proxy gave. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      while (!head.isEmpty()) {
        int status = status(head);
        String firstLine = head.substring(0, head.indexOf('\r'));
        requests.add(firstLine + " -> " + (status == 0 ? "through" : status));
        if (status == 0) {
          passOn(client, head);
          return;
        }
        skipBody(client.getInputStream(), head);
        String answer =
            "HTTP/1.1 %d No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
        write(client.getOutputStream(), answer.formatted(status));
        head = readHead(client.getInputStream());
      }
    } catch (IOException e) {
      return; // the client or the server is gone, and so is what is between them
    }
  }

  private int status(String head) {
    if (refusal != 0) {
      return refusal;
    }
    return credentials == null || head.contains("Proxy-Authorization: " + credentials + "\r\n")
        ? 0
        : 407;
  }

  private void passOn(Socket client, String head) throws IOException {
    String[] firstLine = head.substring(0, head.indexOf('\r')).split(" ");
    boolean tunnel = firstLine[0].equals("CONNECT");
    URI target = URI.create(tunnel ? "https://" + firstLine[1] : firstLine[1]);
    int port = divertedTo == 0 ? target.getPort() : divertedTo;
    try (Socket origin = new Socket(target.getHost(), port)) {
      sockets.add(origin);
      if (tunnel) {
        write(client.getOutputStream(), "HTTP/1.1 200 Connected\r\n\r\n");
        threads.execute(() -> pump(client, origin));
      } else {
        write(origin.getOutputStream(), once(head.replace(firstLine[1], pathOf(target))));
        threads.execute(() -> pump(client, origin));
        write(client.getOutputStream(), once(readHead(origin.getInputStream())));
      }
      origin.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static String pathOf(URI target) {
    String query = target.getRawQuery();
    return query == null ? target.getRawPath() : target.getRawPath() + "?" + query;
  }

  /** Has both sides know that nothing follows on this connection. */
  private static String once(String head) {
    return head.replaceAll("(?i)\r\nConnection: [^\r]*", "")
        .replaceFirst("\r\n", "\r\nConnection: close\r\n");
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      return; // closed by one of both, which the other direction sees as well
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int character = in.read();
      if (character < 0) {
        return "";
      }
      head.append((char) character);
    }
    return head.toString();
  }

  private static void skipBody(InputStream in, String head) throws IOException {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        in.skipNBytes(Long.parseLong(line.substring("content-length:".length()).trim()));
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cutAll();
    threads.shutdownNow();
  }
}
