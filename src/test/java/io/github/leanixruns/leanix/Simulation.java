package io.github.leanixruns.leanix;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Threads that send requests to a server with a limit, in simulated time. */
final class Simulation {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LATENCY = TimeUnit.MILLISECONDS.toNanos(20);

  private final RequestBudget budget;
  private final int limitPerSecond;
  private final LongConsumer clock;
  private final long begin;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<Long, Integer> requestsInSecond = new HashMap<>();
  private long time;
  private int accepted;
  private int refused;

  /**
   * @param clock is set to the simulated time, in nanoseconds
   */
  Simulation(RequestBudget budget, int limitPerSecond, LongConsumer clock, long begin) {
    this.budget = budget;
    this.limitPerSecond = limitPerSecond;
    this.clock = clock;
    this.begin = begin;
  }

  void run(int threads, int requests) {
    for (int i = 0; i < threads; i++) {
      after(0, this::acquire);
    }
    while (accepted < requests) {
      Event event = events.remove();
      time = event.at();
      clock.accept(begin + time);
      try {
        event.action().run();
      } catch (RateLimitedException e) {
        after(e.remaining().toNanos(), this::acquire);
      }
    }
  }

  private void acquire() throws RateLimitedException {
    long wait = budget.tryAcquire(0);
    if (wait > 0) {
      after(wait, this::acquire);
    } else {
      send();
    }
  }

  private void send() {
    boolean tooMany = requestsInSecond.merge(time / SECOND, 1, Integer::sum) > limitPerSecond;
    after(LATENCY, tooMany ? this::refuse : this::accept);
  }

  private void accept() throws RateLimitedException {
    accepted++;
    budget.accepted();
    acquire();
  }

  private void refuse() throws RateLimitedException {
    refused++;
    budget.limited(null);
    acquire();
  }

  private void after(long nanos, Action action) {
    events.add(new Event(time + nanos, action));
  }

  double refusedShare() {
    return (double) refused / (accepted + refused);
  }

  double seconds() {
    return (double) time / SECOND;
  }

  @FunctionalInterface
  private interface Action {
    void run() throws RateLimitedException;
  }

  private record Event(long at, Action action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return Long.compare(at, other.at);
    }
  }
}
