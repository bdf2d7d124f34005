package io.github.leanixruns.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is only used again if no bytes of an earlier answer are left on it, and that
 * limits how long a request and its answer take as a whole.
 */
final class PooledConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  // an endless header would fill the memory
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(500).build();
  // the logger of HttpClient's own connections
  private static final Logger HEADERS =
      LoggerFactory.getLogger("org.apache.hc.client5.http.headers");
  private static final long CHECKED_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

  private final Input input;
  private final long maxIdleNanos;
  private Timeout timeout = Timeout.INFINITE;
  private long idleSince;
  private boolean reused;
  private Deadline deadline;
  private LimitedOutput output;

  /**
   * @param maxIdle how long a connection may be idle before it is used again
   */
  static PooledConnection withMaxIdle(Duration maxIdle) {
    return new PooledConnection(new Input(), maxIdle);
  }

  private PooledConnection(Input input, Duration maxIdle) {
    super(LIMITS, null, null, null, null, null, input);
    this.input = input;
    this.maxIdleNanos = maxIdle.toNanos();
  }

  /** Returns whether an answer was received on this connection before the current request. */
  boolean isReused() {
    return reused;
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new LimitedSocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
    bind(new LimitedSocketHolder(sslSocket, socket));
  }

  @Override
  public Socket getSocket() {
    SocketHolder holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  @Override
  public void setSocketTimeout(Timeout value) {
    super.setSocketTimeout(value);
    timeout = value;
  }

  @Override
  public void passivate() {
    super.setSocketTimeout(Timeout.INFINITE);
    idleSince = System.nanoTime();
    reused = true;
  }

  @Override
  public void activate() {
    super.setSocketTimeout(timeout);
  }

  /** Is called before the connection is used again. */
  @Override
  public boolean isStale() throws IOException {
    long idle = System.nanoTime() - idleSince;
    return idle > maxIdleNanos || idle > CHECKED_AFTER_NANOS && super.isStale() || hasUnreadBytes();
  }

  /** Does not wait for bytes. The socket below TLS has bytes that are not decrypted yet. */
  private boolean hasUnreadBytes() throws IOException {
    SocketHolder holder = ensureOpen();
    return input.isBuffered()
        || holder.getInputStream().available() > 0
        || holder.getBaseSocket().getInputStream().available() > 0;
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    deadline = new Deadline(getSocketTimeout(), "The answer was not complete");
    ensureOpen().getOutputStream();
    output.begin(new Deadline(getSocketTimeout(), "The request was not read"));
    super.sendRequestHeader(request);
  }

  @Override
  public void close() throws IOException {
    beginToClose();
    super.close();
  }

  @Override
  public void close(CloseMode mode) {
    beginToClose();
    super.close(mode);
  }

  /** TLS sends a last message, which the other side may not read. */
  private void beginToClose() {
    if (output != null) {
      output.beginToWrite();
    }
  }

  @Override
  protected void onRequestSubmitted(ClassicHttpRequest request) {
    log(">> ", request.getMethod() + " " + request.getRequestUri(), request);
  }

  @Override
  protected void onResponseReceived(ClassicHttpResponse response) {
    log("<< ", response.getCode() + " " + response.getReasonPhrase(), response);
  }

  private static void log(String direction, String firstLine, MessageHeaders message) {
    if (HEADERS.isDebugEnabled()) {
      HEADERS.debug("{}{}", direction, firstLine);
      for (Header header : message.getHeaders()) {
        HEADERS.debug("{}{}", direction, header);
      }
    }
  }

  /** Remembers the buffer that is between the socket and the parser. */
  private static final class Input implements HttpMessageParserFactory<ClassicHttpResponse> {

    private SessionInputBuffer buffer;

    boolean isBuffered() {
      return buffer != null && buffer.length() > 0;
    }

    @Override
    @SuppressWarnings("deprecation") // the method is abstract
    public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
      HttpMessageParser<ClassicHttpResponse> parser =
          new DefaultHttpResponseParserFactory(LIMITS).create();
      return (from, socket) -> {
        buffer = from;
        return parser.parse(from, socket);
      };
    }
  }

  private final class LimitedSocketHolder extends SocketHolder {

    LimitedSocketHolder(Socket socket) {
      super(socket);
    }

    LimitedSocketHolder(SSLSocket sslSocket, Socket socket) {
      super(sslSocket, socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new FilterInputStream(socket.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          long start = System.nanoTime();
          int count = in.read(bytes, offset, length);
          if (deadline != null) {
            deadline.add(System.nanoTime() - start, count);
          }
          return count;
        }
      };
    }

    @Override
    protected OutputStream getOutputStream(Socket socket) throws IOException {
      output = new LimitedOutput(socket.getOutputStream(), getBaseSocket());
      return output;
    }
  }
}
