package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.PostgresExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class ReaderLeaseTest {

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofDays(1);

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<ReaderLease> leases = new CopyOnWriteArrayList<>();
  private final CountDownLatch wakeUp = new CountDownLatch(1);
  private volatile boolean suspended;
  private Ledger ledger;

  @BeforeEach
  void openLedger() {
    ledger = Ledger.open(POSTGRES.server().getJdbcUrl("postgres", "postgres"), "postgres", "", 2);
    new JdbcTemplate(ledger.dataSource())
        .update("UPDATE leanix_reader SET node = '', expires_at = CURRENT_TIMESTAMP");
  }

  @AfterEach
  void close() {
    wakeUp.countDown();
    leases.forEach(ReaderLease::close);
    ledger.close();
  }

  @Test
  void aNodeBeginsWhenTheReaderHasStopped() throws Exception {
    ReaderLease first = start("first", LONG);
    awaiting().until(() -> events.contains("first begins"));
    ReaderLease second = start("second", SHORT);

    events.add("first stops");
    first.close();
    leases.remove(first);

    awaiting().until(second::isHeld);
    awaiting().until(() -> events.contains("second begins"));
    assertThat(events).containsExactly("first begins", "first stops", "second begins");
    assertThat(first.isHeld()).isFalse();
  }

  @Test
  void aReaderThatIsSuspendedIsReplacedAndStopsWhenItContinues() throws Exception {
    ReaderLease first = start("first", SHORT);
    awaiting().until(() -> events.contains("first begins"));
    suspended = true;

    ReaderLease second = start("second", SHORT);
    awaiting().until(() -> events.contains("second begins"));
    assertThat(first.isHeld()).isFalse();
    assertThat(second.isHeld()).isTrue();

    wakeUp.countDown();
    awaiting().until(() -> events.contains("first ends"));
    assertThat(events).containsExactly("first begins", "second begins", "first ends");
  }

  @Test
  void aReaderWhoseLeaseLapsedBeginsAgainIfNoOtherNodeHasTakenIt() throws Exception {
    ReaderLease first = start("first", SHORT);
    awaiting().until(() -> events.contains("first begins"));
    suspended = true;
    awaiting().until(() -> !first.isHeld());

    wakeUp.countDown();

    // on a busy machine, it can lapse again
    awaiting().until(() -> events.size() >= 3 && first.isHeld());
    assertThat(events).startsWith("first begins", "first ends", "first begins");
  }

  @Test
  void aReaderBeginsWithTheLeaseAlthoughTheFirstAnswerWasLate() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    List<Boolean> heldAtBegin = new CopyOnWriteArrayList<>();
    ReaderLease[] lease = new ReaderLease[1];
    // the request for the lease was sent before the timeout, and the answer comes now
    lease[0] =
        new ReaderLease(
            ledger,
            "first",
            SHORT,
            () -> {
              boolean first = asked.getCount() == 1;
              asked.countDown();
              return System.nanoTime() - (first ? 2 * SHORT.toNanos() : 0);
            });
    leases.add(lease[0]);
    lease[0].start(
        new Recorder(
            "first",
            () -> {
              heldAtBegin.add(lease[0].isHeld());
              return false;
            }));

    awaiting().until(() -> events.contains("first begins"));
    assertThat(heldAtBegin).containsOnly(true);
  }

  @Test
  void aNodeThatIsStartedAgainDoesNotWaitForItsOwnLease() throws Exception {
    start("first", LONG);
    awaiting().until(() -> events.contains("first begins"));

    ReaderLease restarted = start("first", LONG);

    awaiting().until(restarted::isHeld);
    awaiting().until(() -> events.size() == 2);
  }

  @Test
  void aNodeThatCannotBeginLetsOthersTry() throws Exception {
    ReaderLease first = start("first", LONG, new Recorder("first", () -> true));
    awaiting().until(() -> events.contains("first fails: no folder"));

    start("second", SHORT);

    awaiting().until(() -> events.contains("second begins"));
    assertThat(first.isHeld()).isFalse();
  }

  @Test
  void withoutASharedLedgerTheNodeIsTheReaderAtOnce(@TempDir Path work) throws Exception {
    try (Ledger own = Ledger.open(Ledger.sqliteIn(work), "", "", 1);
        ReaderLease lease = new ReaderLease(own, "node", SHORT)) {
      lease.start(new Recorder("node", () -> false));

      assertThat(events).containsExactly("node begins");
      assertThat(lease.isHeld()).isTrue();
    }
  }

  private ReaderLease start(String node, Duration timeout) throws Exception {
    return start(node, timeout, new Recorder(node, () -> false));
  }

  private ReaderLease start(String node, Duration timeout, Recorder recorder) throws Exception {
    ReaderLease lease = new ReaderLease(ledger, node, timeout, () -> nanoTime(node));
    leases.add(lease);
    lease.start(recorder);
    return lease;
  }

  /** The first node does not renew its lease while it is suspended. */
  private long nanoTime(String node) {
    if (suspended
        && "first".equals(node)
        && Thread.currentThread().getName().equals("reader-lease")) {
      try {
        wakeUp.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return System.nanoTime();
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private final class Recorder implements ReaderLease.Reader {

    private final String node;
    private final BooleanSupplier fails;

    Recorder(String node, BooleanSupplier fails) {
      this.node = node;
      this.fails = fails;
    }

    @Override
    public void begin() throws IOException {
      if (fails.getAsBoolean()) {
        throw new IOException("no folder");
      }
      events.add(node + " begins");
    }

    @Override
    public void beginFailed(Exception failure) {
      events.add(node + " fails: " + failure.getMessage());
    }

    @Override
    public void end() {
      events.add(node + " ends");
    }
  }
}
