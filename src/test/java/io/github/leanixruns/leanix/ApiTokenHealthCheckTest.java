package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiTokenHealthCheckTest {

  private static final String LOST = " All runs wait and continue when LeanIX accepts the token.";
  private static final String AGAIN = "INFO LeanIX accepts the API token again. The runs continue.";

  private final LogLines log = new LogLines("leanix-api");
  private final SettableClock clock = new SettableClock();
  private final ApiTokenHealthCheck health = new ApiTokenHealthCheck("api-token", clock);

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void aTokenThatNobodyRefusedIsUp() {
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
    health.accepted();
    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aRefusedTokenIsDownAndSaysWhy() {
    health.refused("Wrong token.");

    HealthCheck.Result result = health.call();

    assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(result.getMessage()).contains("Wrong token.");
    assertThat(log.lines()).containsExactly("WARN Wrong token." + LOST);
  }

  @Test
  void theLogSaysItOnceAMinuteWithTheWordsOfThen() {
    health.refused("one");
    clock.advance(Duration.ofMillis(59_999));
    health.refused("two");
    assertThat(health.call().getMessage()).contains("two");
    clock.advance(Duration.ofMillis(1));
    health.refused("three");
    health.refused("four");

    assertThat(log.lines()).containsExactly("WARN one" + LOST, "WARN three" + LOST);
  }

  @Test
  void aTokenThatIsRightAgainIsUpAndSaysSoOnce() {
    health.refused("one");
    health.accepted();
    health.accepted();

    assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
    assertThat(log.lines()).containsExactly("WARN one" + LOST, AGAIN);
  }

  @Test
  void theRunsThatWaitAreToldOnceThatTheTokenIsRightAgain() {
    AtomicInteger told = new AtomicInteger();
    ApiTokenHealthCheck check = new ApiTokenHealthCheck("api-token", clock, told::incrementAndGet);
    check.accepted();
    assertThat(told).hasValue(0);

    check.refused("one");
    check.accepted();
    check.accepted();

    assertThat(told).hasValue(1);
  }

  @Test
  void aNewRefusalAfterAGoodTokenIsLoggedAtOnce() {
    health.refused("one");
    health.accepted();
    health.refused("two");

    assertThat(log.lines()).containsExactly("WARN one" + LOST, AGAIN, "WARN two" + LOST);
  }
}
