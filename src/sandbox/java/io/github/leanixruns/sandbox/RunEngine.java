package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Creates, starts, stops and finishes runs. There is no timer: each call first finishes the runs
 * that are due by the clock, in the order of their due times.
 */
final class RunEngine {
  private static final long SETTLE_MILLIS = 1000;

  private final ElementStore elementStore;
  private final Spool spool;
  private final RunRules rules;
  private final Clock clock;
  private final AtomicLong numbers = new AtomicLong();
  private final ReentrantLock settling = new ReentrantLock(true);
  private final ExecutorService settler =
      Executors.newSingleThreadExecutor(work -> DaemonThreads.create(work, "sandbox-runs"));
  private final Queue<SandboxRun> due =
      new PriorityBlockingQueue<>(
          64, Comparator.comparing(SandboxRun::dueAt).thenComparing(SandboxRun::number));

  RunEngine(ElementStore elementStore, Spool spool, RunRules rules, Clock clock) {
    this.elementStore = elementStore;
    this.spool = spool;
    this.rules = rules;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Creates a run that is not started.
   *
   * @param group the execution group whose configurations the run uses, or null
   */
  SandboxRun create(LdifReader.Ldif ldif, Content body, String group) {
    return new SandboxRun(numbers.incrementAndGet(), ldif, body, group, now());
  }

  void start(SandboxRun run, boolean test) {
    if (!run.mayStart()) {
      throw new Refusal(
          400,
          "The synchronization run was already started earlier. It is not possible to start the"
              + " same synchronization run twice.");
    }
    RunPlan plan = rules.plan(run.header().connectorId());
    if (!run.header().inbound()) {
      // An export that starts together with an import must contain what the import brings
      plan.time = plan.time.plus(plan.time.dividedBy(4));
    }
    run.start(now(), test, plan);
    due.add(run);
    settle();
  }

  void stop(SandboxRun run) throws IOException {
    settling.lock();
    try {
      settleAll();
      if (run.startedAt() == null || run.end() != null) {
        throw new Refusal(
            400,
            "The synchronization run is "
                + run.status(now())
                + ". It is not possible to stop a synchronization run that is not pending or"
                + " running.");
      }
      due.remove(run);
      run.stop(now());
      run.body().discard();
    } finally {
      settling.unlock();
    }
  }

  /**
   * Finishes the runs that are due. Waits at most a second, because a large run must not delay all
   * answers.
   */
  void settle() {
    if (nothingDue()) {
      return;
    }
    try {
      settler.submit(this::settleCompletely).get(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The due runs stay in progress for now
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Executes a run at once, after the runs that are due. */
  RunExecution runNow(SandboxRun run, boolean test, RunPlan plan) throws IOException {
    run.mayStart();
    run.start(now(), test, plan);
    settling.lock();
    try {
      settleAll();
      RunExecution execution = new RunExecution(elementStore, spool, run.header());
      if (!test && plan.outcome == RunOutcome.FINISHED) {
        execution.run(run.body(), plan.results);
      }
      run.finish(plan.outcome, now(), execution);
      return execution;
    } finally {
      settling.unlock();
    }
  }

  void settleCompletely() {
    settling.lock();
    try {
      settleAll();
    } finally {
      settling.unlock();
    }
  }

  void close() {
    settler.shutdownNow();
  }

  private boolean nothingDue() {
    SandboxRun next = due.peek();
    return next == null || now().isBefore(next.dueAt());
  }

  private void settleAll() {
    while (!nothingDue()) {
      SandboxRun run = due.peek();
      finish(run);
      // Removed last: until then, other threads see that a run is due
      due.remove(run);
    }
  }

  private void finish(SandboxRun run) {
    RunExecution execution = new RunExecution(elementStore, spool, run.header());
    RunOutcome outcome = run.plan().outcome;
    try {
      if (outcome == RunOutcome.FINISHED && !run.test()) {
        execution.run(run.body(), run.plan().results);
      }
      run.body().discard();
    } catch (IOException | RuntimeException e) {
      outcome = RunOutcome.FAILED;
      execution.warn(new RunWarning("", "The run was aborted.", String.valueOf(e.getMessage())));
    }
    run.finish(outcome, run.dueAt(), execution);
  }
}
