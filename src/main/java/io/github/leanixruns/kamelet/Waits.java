package io.github.leanixruns.kamelet;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Waits that block no thread, and that end with an exception when the application stops. */
final class Waits extends LifecycleStrategySupport {

  private final Set<CompletableFuture<Void>> waits = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService executor;
  private volatile boolean stopping;

  private Waits(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  static Waits of(CamelContext context) {
    Waits waits =
        new Waits(
            context
                .getExecutorServiceManager()
                .newDefaultScheduledThreadPool(context, "leanix-run"));
    context.addLifecycleStrategy(waits);
    return waits;
  }

  /** Returns a wait that ends after a delay. */
  CompletableFuture<Void> until(Duration delay) {
    CompletableFuture<Void> wait = create();
    executor.schedule(() -> wait.complete(null), delay.toMillis(), TimeUnit.MILLISECONDS);
    return wait;
  }

  /** Returns a wait that the caller ends. */
  CompletableFuture<Void> create() {
    CompletableFuture<Void> wait = new CompletableFuture<>();
    waits.add(wait);
    wait.whenComplete((nothing, failure) -> waits.remove(wait));
    if (stopping) {
      cancel(wait);
    }
    return wait;
  }

  /** Ends a wait. What follows it is executed by another thread. */
  void end(CompletableFuture<Void> wait) {
    executor.execute(() -> wait.complete(null));
  }

  @Override
  public void onContextStopping(CamelContext context) {
    stopping = true;
    waits.forEach(wait -> executor.execute(() -> cancel(wait)));
  }

  private static void cancel(CompletableFuture<Void> wait) {
    wait.completeExceptionally(new CancellationException("The application stops"));
  }
}
