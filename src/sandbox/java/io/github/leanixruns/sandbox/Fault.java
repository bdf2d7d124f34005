package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Represents one injected fault. Counts the calls that it applied to, releases them and can be
 * removed.
 */
public final class Fault {
  private final int id;
  private final String name;
  private final Set<Call> calls;
  private final Predicate<CallSubject> subjects;
  private final FaultAction action;
  private final Faults owner;
  private final Countdown countdown;
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  Fault(
      int id,
      String name,
      Set<Call> calls,
      Predicate<CallSubject> subjects,
      int times,
      FaultAction action,
      Faults owner) {
    this.id = id;
    this.name = name;
    this.calls = calls;
    this.subjects = subjects;
    this.countdown = new Countdown(times);
    this.action = action;
    this.owner = owner;
  }

  /** Identifies the fault under {@code /sandbox/faults/}. */
  public int id() {
    return id;
  }

  /** Counts the calls that this fault applied to. */
  public int hits() {
    return countdown.hits();
  }

  /** Counts the calls that this fault holds or delays now. */
  public int waiting() {
    return waiting.get();
  }

  /** Releases all calls that this fault holds or delays, and all later ones. */
  public void release() {
    released.countDown();
  }

  /** Removes the fault and releases the calls that it holds. */
  public void clear() {
    owner.remove(this);
    release();
  }

  boolean takes(Call call, SubjectSource source) throws IOException {
    return calls.contains(call)
        && !countdown.spent()
        && (subjects == null || subjects.test(source.subject()))
        && countdown.take();
  }

  HttpReply apply(HttpCall call, CallOperation work) throws IOException {
    try {
      return action.apply(call, work, this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionCutException();
    }
  }

  void await() throws InterruptedException {
    await(Duration.ofDays(1));
  }

  void await(Duration atMost) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      released.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      waiting.decrementAndGet();
    }
  }

  String name() {
    return name;
  }

  Set<Call> calls() {
    return calls;
  }

  /**
   * Finds the subject of a call. This may need to parse the body, so that it is called only if a
   * fault needs it.
   */
  @FunctionalInterface
  interface SubjectSource {
    CallSubject subject() throws IOException;
  }
}
