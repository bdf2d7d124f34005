package io.github.leanixruns.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.io.Closer;

/**
 * Ends requests that the other side does not read. Java has time-outs for reading only, so the
 * socket of a write that takes longer than the time-out is closed.
 */
final class LimitedOutput extends FilterOutputStream {

  // of a larger part, it would be unknown whether any bytes are accepted
  private static final int MAX_PART_BYTES = 64 << 10;

  private final Socket socket;
  private boolean watched;
  private volatile Deadline deadline;
  private volatile boolean writing;
  private volatile long writingSince;
  private volatile boolean stalled;

  /**
   * @param socket is closed; below TLS, which would wait for the write before it closes
   */
  LimitedOutput(OutputStream out, Socket socket) {
    super(out);
    this.socket = socket;
  }

  /** Begins a request. */
  void begin(Deadline newDeadline) {
    deadline = newDeadline;
    if (!watched && newDeadline.timeout().isEnabled()) {
      watched = true;
      watch();
    }
  }

  private void watch() {
    long limit = deadline.timeout().toNanoseconds();
    long left = writing ? limit - (System.nanoTime() - writingSince) : limit;
    if (left <= 0) {
      stalled = true;
      Closer.closeQuietly(socket);
    } else if (!socket.isClosed()) {
      CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(this::watch);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += MAX_PART_BYTES) {
      int count = Math.min(MAX_PART_BYTES, length - done);
      beginToWrite();
      try {
        out.write(bytes, offset + done, count);
      } catch (IOException e) {
        throw stalled ? timedOut(e) : e;
      } finally {
        writing = false;
      }
      deadline.add(System.nanoTime() - writingSince, count);
    }
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  /** Begins to measure the time of a write. */
  void beginToWrite() {
    writingSince = System.nanoTime();
    writing = true;
  }

  private IOException timedOut(IOException cause) {
    IOException timedOut =
        new SocketTimeoutException(
            "The server has not read the request for " + deadline.timeout().toSeconds() + " s");
    timedOut.initCause(cause);
    return timedOut;
  }
}
