package io.github.leanixruns.leanix;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits the requests a second to a workspace. After an answer 429 there is a pause for all
 * requests, and the rate decreases to what LeanIX accepted; it then rises again gradually.
 * Thread-safe.
 */
public final class RequestBudget {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int MAX_DOUBLINGS = 7;
  private static final double DECREASE = 0.9;
  private static final double LARGEST_DECREASE = 0.5;
  // of the maximum, each second
  private static final double INCREASE = 0.005;
  private static final double MIN_PER_SECOND = 0.5;
  private static final double BURST_SECONDS = 0.25;

  private final int maxPerSecond;
  private final LongSupplier nanoTime;
  private final Deque<Long> accepted = new ArrayDeque<>();
  private double perSecond;
  private int nodes = 1;
  private double permits;
  private long updatedAt;
  private long pausedUntil;
  private int pauses;
  private int waiting;

  /**
   * @param maxPerSecond requests a second of all nodes together
   */
  public RequestBudget(int maxPerSecond) {
    this(maxPerSecond, System::nanoTime);
  }

  /**
   * @param nanoTime the time in nanoseconds, as {@link System#nanoTime()}
   */
  RequestBudget(int maxPerSecond, LongSupplier nanoTime) {
    this.maxPerSecond = maxPerSecond;
    this.nanoTime = nanoTime;
    this.perSecond = maxPerSecond;
    this.permits = burst();
    this.updatedAt = nanoTime.getAsLong();
    this.pausedUntil = updatedAt;
  }

  /**
   * Waits until a request may be sent.
   *
   * @param forStatus whether the request asks for a status: it waits until no other one waits
   * @throws RateLimitedException if LeanIX asked for a pause that has not ended
   */
  synchronized void acquire(boolean forStatus) throws RateLimitedException, InterruptedException {
    int waits = forStatus ? 0 : 1;
    waiting += waits;
    try {
      long wait = tryAcquire(forStatus ? waiting : 0);
      while (wait > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, wait);
        wait = tryAcquire(forStatus ? waiting : 0);
      }
    } finally {
      waiting -= waits;
    }
  }

  /**
   * Takes a permit and returns 0, or returns the nanoseconds until the next attempt.
   *
   * @param reserved permits that are kept for other requests
   */
  synchronized long tryAcquire(int reserved) throws RateLimitedException {
    update();
    requireNoPause();
    double missing = 1 + reserved - permits;
    if (missing > 0) {
      return (long) Math.ceil(missing / perNode() * SECOND);
    }
    permits--;
    return 0;
  }

  private void requireNoPause() throws RateLimitedException {
    long remaining = pausedUntil - nanoTime.getAsLong();
    if (remaining > 0) {
      throw new RateLimitedException(Duration.ofNanos(remaining));
    }
  }

  /** Records an answer other than 429. */
  synchronized void accepted() {
    accepted.addLast(update());
    pauses = 0;
  }

  /**
   * Records an answer 429.
   *
   * @param retryAfter the pause that LeanIX asked for, or null: then the pause is short, and
   *     doubles until a request is accepted
   */
  synchronized void limited(Duration retryAfter) {
    long now = update();
    Duration pause = retryAfter;
    // requests that were under way when the pause began do not count again
    if (now - pausedUntil >= 0) {
      // the first request after a pause says nothing about the rate
      if (pauses == 0) {
        reduce();
      }
      permits = Math.min(permits, 0);
      if (pause == null) {
        pause = FIRST_PAUSE.multipliedBy(1L << Math.min(pauses, MAX_DOUBLINGS));
      }
      pauses++;
    }
    long until = now + (pause == null ? 0 : pause.toNanos());
    // System.nanoTime() may overflow
    pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
  }

  private void reduce() {
    double reduced = Math.min(perNode(), accepted.size()) * DECREASE;
    perSecond = Math.max(MIN_PER_SECOND, Math.max(perNode() * LARGEST_DECREASE, reduced) * nodes);
  }

  /** Sets the number of nodes that share the budget. */
  synchronized void share(int newNodes) {
    // called before each request
    if (newNodes != nodes) {
      update();
      nodes = Math.max(1, newNodes);
    }
  }

  /** Returns how many requests may be sent at once. */
  private double burst() {
    return Math.max(1, perNode() * BURST_SECONDS);
  }

  private double perNode() {
    return perSecond / nodes;
  }

  private long update() {
    long now = nanoTime.getAsLong();
    double seconds = (double) (now - updatedAt) / SECOND;
    permits = Math.min(burst(), permits + seconds * perNode());
    perSecond = Math.min(maxPerSecond, perSecond + seconds * INCREASE * maxPerSecond);
    updatedAt = now;
    while (!accepted.isEmpty() && now - accepted.peekFirst() > SECOND) {
      accepted.removeFirst();
    }
    return now;
  }
}
