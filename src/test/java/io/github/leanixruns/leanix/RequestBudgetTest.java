package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private static final int MAX_PER_SECOND = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  // near an overflow, which System.nanoTime() may reach
  private volatile long now = Long.MAX_VALUE - 5 * SECOND;
  private final RequestBudget budget = new RequestBudget(MAX_PER_SECOND, () -> now);

  @Test
  void requestsOfAQuarterOfASecondAreSentAtOnce() throws Exception {
    for (int i = 0; i < MAX_PER_SECOND / 4; i++) {
      assertThat(budget.tryAcquire(0)).isZero();
    }
    long wait = budget.tryAcquire(0);
    assertThat(wait).isCloseTo(SECOND / MAX_PER_SECOND, within(1L));
    now += wait;
    assertThat(budget.tryAcquire(0)).isZero();
    assertThat(budget.tryAcquire(0)).isCloseTo(SECOND / MAX_PER_SECOND, within(1L));
  }

  @Test
  void theLimitHoldsOverTime() throws Exception {
    assertThat(requestsIn(60)).isBetween(60 * MAX_PER_SECOND, 61 * MAX_PER_SECOND);
  }

  @Test
  void nodesShareTheLimit() throws Exception {
    budget.share(4);

    assertThat(requestsIn(60)).isBetween(60 * MAX_PER_SECOND / 4, 62 * MAX_PER_SECOND / 4);
  }

  @Test
  void nothingIsSentDuringThePauseThatLeanixAsksFor() throws Exception {
    budget.limited(Duration.ofSeconds(30));
    now += 29 * SECOND;
    assertThatThrownBy(() -> budget.tryAcquire(0))
        .isInstanceOf(RateLimitedException.class)
        .hasMessage("LeanIX allows the next request in 1 s");

    now += SECOND;

    assertThat(budget.tryAcquire(0)).isNotNegative();
  }

  @Test
  void afterAPauseTheRateIsWhatLeanixAcceptedAndRisesAgain() throws Exception {
    int accepted = 12;
    for (int i = 0; i < accepted; i++) {
      acquire();
      budget.accepted();
    }
    budget.limited(null);
    // requests that were under way
    budget.limited(null);
    budget.limited(null);
    now += SECOND;
    assertThat(requestsIn(10)).isBetween(9 * accepted, 10 * accepted + 20);

    now += 200 * SECOND;

    assertThat(requestsIn(10)).isGreaterThanOrEqualTo(10 * MAX_PER_SECOND);
  }

  @Test
  void withoutRetryAfterThePauseDoublesUntilARequestIsAccepted() throws Exception {
    assertThat(pauses(10))
        .containsExactly(250, 500, 1000, 2000, 4000, 8000, 16000, 32000, 32000, 32000);

    budget.accepted();

    assertThat(pauses(1)).containsExactly(250);
  }

  private List<Integer> pauses(int count) throws InterruptedException {
    List<Integer> pauses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      budget.limited(null);
      try {
        budget.acquire(false);
      } catch (RateLimitedException e) {
        pauses.add((int) e.remaining().toMillis());
        now += e.remaining().toNanos();
      }
    }
    return pauses;
  }

  @Test
  void theRateIsAtMostHalvedByOnePause() throws Exception {
    budget.limited(null);
    now += SECOND;

    assertThat(requestsIn(10)).isGreaterThanOrEqualTo(10 * MAX_PER_SECOND / 2);
  }

  @Test
  void requestsForAStatusWaitForAllOthers() throws Exception {
    while (budget.tryAcquire(0) == 0) {
      // until none is left
    }
    FutureTask<Void> status = waiting(true);
    FutureTask<Void> start = waiting(false);

    // one request and a half
    now += 3 * SECOND / 2 / MAX_PER_SECOND;
    start.get();
    assertThat(status).isNotDone();

    now += SECOND;
    status.get();
  }

  /** Acquires in another thread, which waits. */
  private FutureTask<Void> waiting(boolean forStatus) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              budget.acquire(forStatus);
              return null;
            });
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }

  /** LeanIX allows 10 requests in each second, and does not say so. */
  @Test
  void fewRequestsExceedALimitThatIsNotKnown() {
    int limit = 10;
    int requests = 300;
    Simulation simulation = new Simulation(budget, limit, time -> now = time, now);

    simulation.run(8, requests);

    assertThat(simulation.refusedShare()).isLessThanOrEqualTo(0.05);
    assertThat(simulation.seconds()).isLessThanOrEqualTo(1.3 * requests / limit);
  }

  /** Sends one request after another, each as soon as it may be sent. */
  private int requestsIn(int seconds) throws Exception {
    long end = now + seconds * SECOND;
    int requests = 0;
    while (now - end < 0) {
      acquire();
      requests++;
    }
    return requests;
  }

  private void acquire() throws Exception {
    for (long wait = budget.tryAcquire(0); wait > 0; wait = budget.tryAcquire(0)) {
      now += wait;
    }
  }
}
