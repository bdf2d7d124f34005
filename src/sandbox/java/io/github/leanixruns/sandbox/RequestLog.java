package io.github.leanixruns.sandbox;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Records the requests and counts those in progress. */
final class RequestLog {
  private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  /** Starts a request. The returned task ends it; it has no effect the second time. */
  Runnable begin() {
    peak.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (!ended.getAndSet(true)) {
        inFlight.decrementAndGet();
      }
    };
  }

  void record(RecordedRequest request) {
    requests.add(request);
  }

  Stream<RecordedRequest> requests() {
    return requests.stream();
  }

  int inFlight() {
    return inFlight.get();
  }

  int peak() {
    return peak.get();
  }
}
