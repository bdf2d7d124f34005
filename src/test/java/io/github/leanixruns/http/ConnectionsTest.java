package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.testsupport.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connections are used again, and what an answer may cost. */
@Timeout(60)
class ConnectionsTest {

  private static final String LEFT = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nleft";
  private static final String UNLIMITED = "HTTP/1.1 500 Broken\r\nConnection: close\r\n";
  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final int MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  private final CamelContext context = new DefaultCamelContext();
  private RawServer server;
  private ProducerTemplate template;

  @AfterEach
  void close() throws IOException {
    context.stop();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    open(Map.of(), (number, out) -> send(out, RawServer.ok("answer " + number)));

    assertThat(get("")).isEqualTo("answer 1");
    assertThat(get("")).isEqualTo("answer 2");
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst" + LEFT,
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst and more than it says",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n" + LEFT,
        "HTTP/1.1 204 No Content\r\n\r\n" + LEFT,
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + LEFT,
      })
  void bytesThatAreLeftOnAConnectionAreNotTheNextAnswer(String first) throws Exception {
    open(
        Map.of(),
        (number, out) -> send(out, number == 1 ? RawServer.bytes(first) : RawServer.ok("second")));

    get("");

    assertThat(get("")).isEqualTo("second");
    assertThat(server.requests()).isEqualTo(2);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void bytesThatDoNotFitIntoABufferAreNotTheNextAnswerEither() throws Exception {
    open(
        Map.of(),
        (number, out) ->
            send(
                out,
                RawServer.bytes(
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst" + LEFT.repeat(10_000))));

    get("");

    assertThat(get("")).isEqualTo("first");
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void aRequestIsRepeatedAtOnceIfItsPooledConnectionWasClosed() throws Exception {
    open(
        Map.of(),
        (number, out) -> {
          send(out, RawServer.ok("answer " + number));
          return false;
        });

    for (int i = 1; i <= 20; i++) {
      assertThat(get("")).isEqualTo("answer " + i);
    }
    assertThat(server.requests()).isEqualTo(20);
  }

  @Test
  void aRequestOnANewConnectionIsNotRepeated() throws Exception {
    open(Map.of(), (number, out) -> false);

    assertThat(failure("")).isInstanceOf(NoHttpResponseException.class);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aRequestThatMustNotBeRepeatedHasANewConnection() throws Exception {
    open(Map.of(), (number, out) -> send(out, RawServer.ok("answer " + number)));

    assertThat(get("?connectionClose=true")).isEqualTo("answer 1");
    assertThat(get("?connectionClose=true")).isEqualTo("answer 2");
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void aConnectionThatWasIdleForTooLongIsNotUsedAgain() throws Exception {
    open(
        Map.of("leanix.connection-idle-timeout", "1ms"),
        (number, out) -> send(out, RawServer.ok("answer")));

    await()
        .until(
            () -> {
              assertThat(get("")).isEqualTo("answer");
              return server.connections() > 1;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nServer: ", "HTTP/1.1 200 OK\r\n\r\n"})
  void anAnswerThatDripsEnds(String start) throws Exception {
    open(
        Map.of("leanix.response-timeout", "200ms"),
        (number, out) -> {
          send(out, RawServer.bytes(start));
          while (true) {
            drip(out);
          }
        });

    assertThat(failure("")).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void provisionalAnswersWithoutAnEndEndToo() throws Exception {
    open(
        Map.of("leanix.response-timeout", "200ms"),
        (number, out) -> {
          while (true) {
            send(out, RawServer.bytes("HTTP/1.1 102 Processing\r\nX: "));
            drip(out);
            send(out, RawServer.bytes("\r\n\r\n"));
          }
        });

    assertThat(failure("")).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aRequestThatIsNotReadEnds() throws Exception {
    // the system accepts the connection
    try (ServerSocket unread = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start(Map.of("leanix.response-timeout", "200ms"));

      assertThat(upload("http://127.0.0.1:" + unread.getLocalPort()))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageStartingWith("The server has not read the request");
    }
  }

  @Test
  void anEncryptedRequestThatIsNotReadEndsToo() throws Exception {
    TestCertificates certificates = TestCertificates.make();
    SSLContext tls = certificates.server(TestCertificates.OF_THIS_MACHINE);
    Path ca = certificates.writeCa(folder.resolve("ca.pem"));
    try (ServerSocket unread =
        tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> handshake(unread));
      start(Map.of("leanix.response-timeout", "200ms", "leanix.ca-certificates", ca.toString()));

      assertThat(upload("https://127.0.0.1:" + unread.getLocalPort()))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageStartingWith("The server has not read the request");
      // until here, or it would be closed as garbage
      accepted.join().close();
    }
  }

  private static Socket handshake(ServerSocket server) {
    try {
      SSLSocket socket = (SSLSocket) server.accept();
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends more than the buffers of the connection hold. */
  private Exception upload(String url) throws IOException {
    Path large = folder.resolve("large.json");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(64L * MEGABYTE);
    }
    return template
        .request(url, request -> request.getMessage().setBody(large.toFile()))
        .getException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "X: x\r\n"})
  void aHeaderWithoutAnEndDoesNotFillTheMemory(String part) throws Exception {
    byte[] parts = RawServer.bytes(part.repeat(MEGABYTE));
    open(
        Map.of(),
        (number, out) -> {
          send(out, RawServer.bytes("HTTP/1.1 200 OK\r\nServer: "));
          while (true) {
            send(out, parts);
          }
        });

    assertThat(failure("")).isInstanceOf(MessageConstraintException.class);
  }

  @Test
  void anErrorWithoutAnEndIsReadForItsFirst64Kilobytes() throws Exception {
    byte[] part = RawServer.bytes("x".repeat(MEGABYTE));
    open(
        Map.of(),
        (number, out) -> {
          send(out, RawServer.bytes(UNLIMITED + "\r\n"));
          while (true) {
            send(out, part);
          }
        });

    assertThat(failure("")).isInstanceOf(HttpOperationFailedException.class);
    assertThat(((HttpOperationFailedException) failure("")).getResponseBody())
        .hasSize(MAX_ERROR_BYTES);
  }

  @Test
  void anErrorIsCountedAsItIsUnpacked() throws Exception {
    byte[] bomb = packed(256);
    open(
        Map.of(),
        (number, out) -> {
          send(out, RawServer.bytes(UNLIMITED + "Content-Encoding: gzip\r\n\r\n"));
          return !send(out, bomb);
        });

    assertThat(((HttpOperationFailedException) failure("")).getResponseBody())
        .hasSize(MAX_ERROR_BYTES);
  }

  @Test
  void a407IsTheAnswerOfAProxy() throws Exception {
    open(
        Map.of(),
        (number, out) ->
            send(
                out,
                RawServer.bytes(
                    "HTTP/1.1 407 Who?\r\nVia: 1.1 proxy.acme\r\nContent-Length: 0\r\n\r\n")));

    assertThat(failure(""))
        .isInstanceOf(ProxyRefusedException.class)
        .hasMessageContainingAll("HTTP 407", "Via: 1.1 proxy.acme", "Set leanix.proxy-url");
  }

  private static byte[] packed(int megabytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < megabytes; i++) {
        out.write(new byte[MEGABYTE]);
      }
    }
    return bytes.toByteArray();
  }

  /** Sends a byte every 20 ms, until the client gives up. */
  private static void drip(OutputStream out) throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    send(out, new byte[] {'x'});
  }

  private static boolean send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return true;
  }

  private String get(String options) {
    return request(options).getMessage().getBody(String.class);
  }

  private Exception failure(String options) {
    return request(options).getException();
  }

  private Exchange request(String options) {
    return template.request(server.url() + options, request -> {});
  }

  private void open(Map<String, String> settings, RawServer.Answer answer) throws Exception {
    server = new RawServer(answer);
    start(settings);
  }

  private void start(Map<String, String> settings) {
    PropertiesComponent properties = new PropertiesComponent();
    properties.addOverrideProperty("leanix.connect-timeout", "5s");
    properties.addOverrideProperty("leanix.response-timeout", "20s");
    properties.addOverrideProperty("leanix.fast.response-timeout", "20s");
    properties.addOverrideProperty("leanix.connection-idle-timeout", "50s");
    properties.addOverrideProperty("leanix.run.threads", "8");
    properties.addOverrideProperty("leanix.upload.parallel", "4");
    properties.addOverrideProperty("leanix.download.parallel", "4");
    settings.forEach(properties::addOverrideProperty);
    context.setPropertiesComponent(properties);
    HttpClients.of(Settings.of(context)).configure(context);
    context.start();
    template = context.createProducerTemplate();
  }
}
