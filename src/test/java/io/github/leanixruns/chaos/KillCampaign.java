package io.github.leanixruns.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Program;
import io.github.leanixruns.testsupport.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kill campaign: SIGKILL at random moments while LDIFs come in. None is lost, none is started
 * twice, and the order of each connector is kept.
 *
 * <p>Every other kill, at least, is counted from the start of the process, and so mostly hits its
 * start-up; the others are counted from its first call to LeanIX, and so hit its work. Where the
 * machine is too slow to do that in time, fewer are. {@code mvn -Pchaos verify} is the whole of it,
 * {@code mvn verify} has a short version; {@code -Dchaos.seed} repeats the moments.
 */
abstract class KillCampaign {

  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

  private static final int EARLIEST = 300;
  private static final int LATEST = 3_000;
  private static final Duration RUN_TIME = Duration.ofMillis(200);
  private static final Duration TO_START = Program.PATIENCE;
  private static final Duration TO_FINISH = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  @TempDir protected Path folder;

  protected Path data;

  private final int kills;
  private final int files;
  private final Random random = new Random(SEED);
  private Instant begin;
  private int dropped;
  private int killedAtWork;

  /**
   * @param files how many LDIFs there are, at least as many as kills
   */
  KillCampaign(int kills, int files) {
    this.kills = kills;
    this.files = files;
  }

  /** Hands an LDIF in. */
  protected abstract void drop(DroppedFile file) throws Exception;

  /** Returns the environment variables of the program, besides those for short delays. */
  protected abstract Map<String, String> environment();

  /** Returns the folder that holds the results, once all of them are in it. */
  protected abstract Path results() throws Exception;

  /** Counts what is left elsewhere. */
  protected void count(Tally tally) throws Exception {}

  @BeforeEach
  void makeFolders() throws IOException {
    assertThat(files).as("each life needs something to do").isGreaterThanOrEqualTo(kills);
    data = folder.resolve("data");
    Files.createDirectories(data.resolve("inbox"));
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingIsStartedTwice() throws Exception {
    begin = Instant.now();
    System.out.printf("%d kills, %d files, chaos.seed=%d%n", kills, files, SEED);
    try (SandboxProcess sandbox = SandboxProcess.start(folder.resolve("sandbox"), RUN_TIME)) {
      sandbox.bring(DroppedFile.elementsOf(files));
      for (int kill = 1; kill <= kills; kill++) {
        liveAndDie(sandbox, kill);
      }
      try (Program program = start(sandbox)) {
        finish(program);
        assertThat(program.terminate()).isIn(0, 143);
      }

      Tally tally = new Aftermath(data, results(), sandbox.runs(), files).tally();
      count(tally);
      tally.add("error lines in the log", 0, errorLines());
      System.out.printf(
          "%s%d kills in %d s, %d of them after the first call to LeanIX%n",
          tally, kills, Duration.between(begin, Instant.now()).toSeconds(), killedAtWork);
      assertThat(tally.holds()).as(tally.toString()).isTrue();
    }
  }

  private void liveAndDie(SandboxProcess sandbox, int kill) throws Exception {
    int tokens = sandbox.tokens();
    int share = files * kill / kills - dropped;
    Duration half = Duration.ofMillis(EARLIEST + random.nextInt(LATEST - EARLIEST)).dividedBy(2);
    drop(share - share / 2);
    try (Program program = start(sandbox)) {
      if (kill % 2 == 0) {
        await()
            .atMost(TO_START)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> sandbox.tokens() > tokens);
      }
      boolean endedByItself = program.endsWithin(half);
      drop(share / 2);
      assertThat(endedByItself || program.endsWithin(half)).as(program.output()).isFalse();
      program.kill();
    }
    killedAtWork += sandbox.tokens() > tokens ? 1 : 0;
  }

  /** What is lost must be seen in the table, not in a time-out. */
  private void finish(Program program) throws Exception {
    Instant deadline = Instant.now().plus(TO_FINISH);
    while (Aftermath.receipts(data) < files && Instant.now().isBefore(deadline)) {
      assertThat(program.endsWithin(BETWEEN_LOOKS)).as(program.output()).isFalse();
    }
  }

  private void drop(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      drop(new DroppedFile(dropped++));
    }
  }

  private Program start(SandboxProcess sandbox) throws IOException {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("LEANIX_RUN_POLL", "50ms");
    environment.put("LEANIX_INBOX_POLL", "50ms");
    environment.put("LEANIX_INBOX_SETTLE", "50ms");
    return Program.startFor(sandbox.baseUrl(), SandboxProcess.API_TOKEN, folder, environment);
  }

  private long errorLines() throws IOException {
    return Files.readString(folder.resolve("output"))
        .lines()
        .filter(line -> line.contains(" ERROR ") || line.contains("Exception"))
        .count();
  }
}
