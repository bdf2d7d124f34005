package io.github.leanixruns.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Has the next part of something large read by a thread of its own, while somebody deals with this
 * one.
 *
 * @param <T> a part, in a buffer that it was given
 */
public final class Ahead<T> implements Closeable {

  private final Reading<T> reading;
  private final Predicate<T> isLast;
  private final ExecutorService thread;
  // two, in turn: whoever asks for the next part is done with the one before it
  private final byte[][] buffers;
  private int turn;
  private Future<T> next;

  /** Reads one part. */
  @FunctionalInterface
  public interface Reading<T> {

    /**
     * @param buffer nobody else uses it until the part after this one is asked for
     */
    T into(byte[] buffer) throws IOException;
  }

  /**
   * Begins to read.
   *
   * @param name of the thread
   * @param partBytes the most bytes of a part
   * @param isLast tells after which part there is no other
   */
  public Ahead(String name, int partBytes, Reading<T> reading, Predicate<T> isLast) {
    this.reading = reading;
    this.isLast = isLast;
    this.buffers = new byte[2][partBytes];
    this.thread = Executors.newSingleThreadExecutor(work -> named(name, work));
    read();
  }

  private static Thread named(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    // what is only read must not keep a program from its end
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the next part, or the last one again and again. */
  public T next() throws IOException {
    T part = result();
    if (!isLast.test(part)) {
      read();
    }
    return part;
  }

  private void read() {
    byte[] buffer = buffers[turn];
    turn = 1 - turn;
    next = thread.submit(() -> reading.into(buffer));
  }

  private T result() throws IOException {
    try {
      return next.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while something was read ahead");
    } catch (ExecutionException e) {
      throw asItWas(e.getCause());
    }
  }

  /** What goes wrong is the same whichever thread reads. */
  private static IOException asItWas(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException mistake) {
      throw mistake;
    }
    return (IOException) failure;
  }

  /**
   * Returns once nothing is read any more, so that what it is read from can be closed, even to
   * somebody who is interrupted.
   */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
