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
  private static final Duration PAUSE = Duration.ofSeconds(1);
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
   * @throws RateLimitedException if LeanIX asked for a pause that has not ended
   */
  void acquire() throws RateLimitedException, InterruptedException {
    long wait = reserve();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
      requireNoPause();
    }
  }

  /** Returns the nanoseconds until the next request may be sent, which is counted as sent. */
  synchronized long reserve() throws RateLimitedException {
    update();
    requireNoPause();
    permits--;
    return permits >= 0 ? 0 : (long) (-permits / perNode() * SECOND);
  }

  synchronized void requireNoPause() throws RateLimitedException {
    long remaining = pausedUntil - nanoTime.getAsLong();
    if (remaining > 0) {
      throw new RateLimitedException(Duration.ofNanos(remaining));
    }
  }

  /** Records an answer other than 429. */
  synchronized void accepted() {
    accepted.addLast(update());
  }

  /**
   * Records an answer 429.
   *
   * @param retryAfter the pause that LeanIX asked for, or null
   */
  synchronized void limited(Duration retryAfter) {
    long now = update();
    // requests that were under way when the pause began do not count again
    if (now - pausedUntil >= 0) {
      double reduced = Math.min(perNode() * DECREASE, accepted.size());
      perSecond = Math.max(MIN_PER_SECOND, Math.max(perNode() * LARGEST_DECREASE, reduced) * nodes);
      permits = Math.min(permits, 0);
    }
    long until = now + (retryAfter == null ? PAUSE : retryAfter).toNanos();
    // System.nanoTime() may overflow
    pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
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
