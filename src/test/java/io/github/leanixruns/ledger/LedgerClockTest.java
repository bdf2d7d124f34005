package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.DatabaseTime;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.PostgresExtension;
import io.github.leanixruns.testsupport.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerClockTest {

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  private final SettableClock machine = SettableClock.runningFrom(Instant.now());
  private final AtomicLong nanoTime = new AtomicLong();
  private final LogLines log = new LogLines("leanix");
  private DatabaseTime database;
  private Ledger ledger;
  private LedgerClock clock;

  @BeforeEach
  void readClock() {
    database = new DatabaseTime(POSTGRES.server());
    ledger = Ledger.open(database.url(), "postgres", "", 1);
    clock = new LedgerClock(ledger, machine, nanoTime::get);
    clock.read();
  }

  @AfterEach
  void close() {
    clock.close();
    ledger.close();
    log.close();
  }

  @Test
  void settingTheClockOfTheMachineChangesNothing() {
    Instant before = clock.instant();

    machine.advance(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo(before);
    nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(3));
    clock.read();

    assertThat(clock.instant()).isBefore(before.plus(Duration.ofMinutes(4)));
  }

  @Test
  void theTimeIsThatOfTheDatabase() {
    Instant before = clock.instant();

    database.advance(Duration.ofHours(-2));
    clock.read();

    assertThat(clock.instant())
        .isBetween(before.minus(Duration.ofHours(2)), before.minus(Duration.ofHours(1)));
  }

  @Test
  void aSlowAnswerIsIgnored() {
    Instant before = clock.instant();
    LedgerClock slow =
        new LedgerClock(
            ledger, machine, () -> nanoTime.addAndGet(Duration.ofMillis(999).toNanos()));
    slow.read();

    database.advance(Duration.ofHours(2));
    slow.read();
    assertThat(slow.instant()).isAfter(before.plus(Duration.ofHours(1)));

    LedgerClock slower =
        new LedgerClock(ledger, machine, () -> nanoTime.addAndGet(Duration.ofSeconds(1).toNanos()));
    slower.read();
    database.advance(Duration.ofHours(2));
    slower.read();
    assertThat(slower.instant()).isBefore(before.plus(Duration.ofHours(3)));
  }

  @Test
  void aDifferenceIsLoggedOnceUntilItIsGone() {
    machine.advance(Duration.ofMinutes(5));
    clock.read();
    clock.read();
    assertThat(clock.ahead()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    assertThat(warnings()).isEqualTo(1);
    assertThat(log.lines()).anyMatch(line -> line.contains(" s ahead of that of the ledger"));

    machine.advance(Duration.ofMinutes(-5));
    clock.read();
    machine.advance(Duration.ofMinutes(-5));
    clock.read();

    assertThat(clock.ahead()).isNegative();
    assertThat(warnings()).isEqualTo(2);
    assertThat(log.lines()).anyMatch(line -> line.contains(" s behind that of the ledger"));
  }

  @Test
  void theClockIsReadAgainAndAgain() {
    try (LedgerClock reading = LedgerClock.of(ledger, machine)) {
      Instant before = reading.instant();
      database.advance(Duration.ofDays(1));

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> reading.instant().isAfter(before.plus(Duration.ofHours(23))));
    }
  }

  private long warnings() {
    return log.lines().stream()
        .filter(line -> line.startsWith("WARN The clock of this machine is"))
        .count();
  }
}
