package io.github.leanixruns.sandbox;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many times a fault or rule still applies, and how many times it has applied. */
final class Countdown {
  static final int ALWAYS = -1;

  private final AtomicInteger left;
  private final AtomicInteger hits = new AtomicInteger();

  Countdown(int times) {
    left = new AtomicInteger(times);
  }

  boolean spent() {
    return left.get() == 0;
  }

  boolean take() {
    boolean taken = left.getAndUpdate(n -> n > 0 ? n - 1 : n) != 0;
    if (taken) {
      hits.incrementAndGet();
    }
    return taken;
  }

  void reset(int times) {
    left.set(times);
  }

  int left() {
    return left.get();
  }

  int hits() {
    return hits.get();
  }
}
