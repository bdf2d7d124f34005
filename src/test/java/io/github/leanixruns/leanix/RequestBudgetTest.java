package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private static final int MAX_PER_SECOND = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  // near an overflow, which System.nanoTime() may reach
  private long now = Long.MAX_VALUE - 5 * SECOND;
  private final RequestBudget budget = new RequestBudget(MAX_PER_SECOND, () -> now);

  @Test
  void requestsOfAQuarterOfASecondAreSentAtOnce() throws Exception {
    for (int i = 0; i < MAX_PER_SECOND / 4; i++) {
      assertThat(budget.reserve()).isZero();
    }
    assertThat(budget.reserve()).isCloseTo(SECOND / MAX_PER_SECOND, within(1L));
    assertThat(budget.reserve()).isCloseTo(2 * SECOND / MAX_PER_SECOND, within(1L));
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
    assertThatThrownBy(budget::reserve)
        .isInstanceOf(RateLimitedException.class)
        .hasMessage("LeanIX allows the next request in 1 s");

    now += SECOND;

    assertThat(budget.reserve()).isNotNegative();
  }

  @Test
  void afterAPauseTheRateIsWhatLeanixAcceptedAndRisesAgain() throws Exception {
    int accepted = 12;
    for (int i = 0; i < accepted; i++) {
      budget.reserve();
      budget.accepted();
    }
    budget.limited(null);
    // requests that were under way
    budget.limited(null);
    budget.limited(null);
    now += SECOND;
    assertThat(requestsIn(10)).isBetween(10 * accepted, 10 * (accepted + 2));

    now += 200 * SECOND;

    assertThat(requestsIn(10)).isGreaterThanOrEqualTo(10 * MAX_PER_SECOND);
  }

  @Test
  void theRateIsAtMostHalvedByOnePause() throws Exception {
    budget.limited(null);
    now += SECOND;

    assertThat(requestsIn(10)).isGreaterThanOrEqualTo(10 * MAX_PER_SECOND / 2);
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
      now += budget.reserve();
      requests++;
    }
    return requests;
  }
}
