package io.github.leanixruns.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A port between the hub and its sandbox: open, it forwards all bytes; closed, it refuses every
 * connection, and it opens again on the same port.
 */
public final class Gate implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final int target;
  private final ServerSocketFactory doors;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket door;

  private Gate(int target, ServerSocketFactory doors) throws IOException {
    this.target = target;
    this.doors = doors;
    door = listen(0);
  }

  public static Gate to(int target) throws IOException {
    return new Gate(target, ServerSocketFactory.getDefault());
  }

  /** Returns one that speaks TLS with those who come. */
  public static Gate to(int target, SSLContext tls) throws IOException {
    return new Gate(target, tls.getServerSocketFactory());
  }

  public int port() {
    return door.getLocalPort();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** Refuses new connections and leaves those alone that are there. */
  public void refuse() throws IOException {
    door.close();
  }

  /** Refuses new connections and cuts those that are there. */
  public void shut() throws IOException {
    refuse();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** A client that was refused may hold the port for a moment as its own. */
  public void open() {
    int port = door.getLocalPort();
    door = await().ignoreException(BindException.class).until(() -> listen(port), Objects::nonNull);
  }

  @Override
  public void close() throws IOException {
    shut();
  }

  private ServerSocket listen(int port) throws IOException {
    ServerSocket listening = doors.createServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(LOOPBACK, port), 1_000);
    start(() -> acceptFrom(listening));
    return listening;
  }

  private void acceptFrom(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        connect(listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket hub) throws IOException {
    Socket sandbox = new Socket(LOOPBACK, target);
    for (Socket socket : new Socket[] {hub, sandbox}) {
      socket.setTcpNoDelay(true);
      sockets.add(socket);
    }
    start(() -> handOn(hub, sandbox));
    start(() -> handOn(sandbox, hub));
  }

  /** Ends both connections with the first of them, however it ends. */
  private void handOn(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // cut: the other side learns of it by its own connection, which is closed here
    } finally {
      sockets.remove(from);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "gate");
    thread.setDaemon(true);
    thread.start();
  }
}
