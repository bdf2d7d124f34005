package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.LogLines;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which lines an outage of the ledger's database leaves in the log. */
class OutageLinesTest {

  private static final String GONE =
      "ERROR The ledger jdbc:postgresql://host/ledger cannot be reached: Connection refused. Check PostgreSQL. Retrying until it succeeds.";
  private static final String BACK =
      "INFO The ledger jdbc:postgresql://host/ledger can be reached again.";

  private final LogLines log = new LogLines("leanix.health");
  private final AtomicLong nanoTime = new AtomicLong();
  private final LedgerOutage outage =
      new LedgerOutage("jdbc:postgresql://host/ledger", nanoTime::get);

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void anOutageIsLoggedWhenItBeginsAndWhenItEnds() {
    fail();
    fail();
    pass(Duration.ofSeconds(7));
    outage.succeeded();
    outage.succeeded();

    assertThat(log.lines()).containsExactly(GONE, BACK);
  }

  @Test
  void aConnectionThatWorksWhileOthersFailDoesNotEndIt() {
    fail();
    outage.succeeded();
    pass(Duration.ofSeconds(5));
    fail();
    pass(Duration.ofSeconds(5));
    outage.succeeded();
    assertThat(log.lines()).containsExactly(GONE);

    pass(Duration.ofSeconds(2));
    outage.succeeded();
    assertThat(log.lines()).containsExactly(GONE, BACK);
  }

  @Test
  void whatFollowsFromItIsKnownUntilAMinuteAfterIt() {
    assertThat(outage.isRecent()).isFalse();
    fail();
    pass(Duration.ofHours(1));
    assertThat(outage.isRecent()).isTrue();

    fail();
    pass(Duration.ofSeconds(7));
    outage.succeeded();
    assertThat(outage.isRecent()).isTrue();

    pass(Duration.ofMinutes(1));
    assertThat(outage.isRecent()).isFalse();
  }

  private void fail() {
    outage.failed(new SQLException("no connection", new ConnectException("Connection refused.")));
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
