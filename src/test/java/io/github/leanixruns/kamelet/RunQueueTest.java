package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private RunQueue queue;

  @BeforeEach
  void start() {
    context.start();
    queue = new RunQueue(2, Waits.of(context));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aTurnBeginsWhenThoseBeforeItInItsLaneHaveEnded() {
    RunQueue.Turn first = begun(queue.enter("crm"));
    RunQueue.Turn second = queue.enter("crm");
    RunQueue.Turn third = queue.enter("crm");
    RunQueue.Turn other = begun(queue.enter("erp"));

    queue.leave(other);
    assertThat(second.begins()).isNotDone();
    queue.leave(first);
    begun(second);
    assertThat(third.begins()).isNotDone();
  }

  @Test
  void noMoreThanTheLimitAreOpen() {
    RunQueue.Turn first = begun(queue.enter(null));
    begun(queue.enter(null));
    RunQueue.Turn third = queue.enter(null);
    RunQueue.Turn fourth = queue.enter(null);

    assertThat(third.begins()).isNotDone();
    queue.leave(first);
    begun(third);
    assertThat(fourth.begins()).isNotDone();
  }

  @Test
  void aTurnThatIsGivenUpMakesRoomForTheNextOne() {
    RunQueue.Turn first = begun(queue.enter("crm"));
    RunQueue.Turn givenUp = queue.enter("crm");
    RunQueue.Turn next = queue.enter("crm");

    queue.leave(givenUp);
    queue.leave(first);

    begun(next);
    assertThat(givenUp.begins()).isNotDone();
  }

  @Test
  void anApplicationThatStopsEndsAllWaits() {
    begun(queue.enter("crm"));
    CompletableFuture<Void> waiting = queue.enter("crm").begins();

    context.stop();

    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(CancellationException.class)
        .withMessage("The application stops");
    assertThat(queue.enter("erp").begins()).isCompletedExceptionally();
  }

  private static RunQueue.Turn begun(RunQueue.Turn turn) {
    await().until(turn.begins()::isDone);
    return turn;
  }
}
