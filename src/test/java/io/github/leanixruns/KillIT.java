package io.github.leanixruns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kill campaign: SIGKILL at random moments while files come in. None is lost, none is started
 * twice, and the order of each connector is kept.
 *
 * <p>Every other kill, at least, is counted from the start of the process, and so mostly hits its
 * start-up; the others are counted from its first call to LeanIX, and so hit its work. Where the
 * machine is too slow to do that in time, fewer are. {@code mvn -Pchaos verify} is the whole of it,
 * {@code mvn verify} has a short version; {@code -Dchaos.kills}, {@code -Dchaos.files} (at least as
 * many) and {@code -Dchaos.seed} say otherwise.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("chaos.kills", 10);
  private static final int FILES = Integer.getInteger("chaos.files", 100);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

  private static final int EARLIEST = 300;
  private static final int LATEST = 3_000;
  private static final Duration PER_KILL = Duration.ofMillis(3_500);
  private static final Duration RUN_TIME = Duration.ofMillis(200);
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration TO_FINISH = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private Instant begin;
  private Path data;
  private int dropped;
  private int killedAtWork;

  @BeforeEach
  void makeFolders() throws IOException {
    assertThat(FILES)
        .as("chaos.files: each life needs something to do")
        .isGreaterThanOrEqualTo(KILLS);
    data = folder.resolve("data");
    Files.createDirectories(data.resolve("inbox"));
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingIsStartedTwice() throws Exception {
    begin = Instant.now();
    System.out.printf("chaos.kills=%d chaos.files=%d chaos.seed=%d%n", KILLS, FILES, SEED);
    try (SandboxProcess sandbox = SandboxProcess.start(folder.resolve("sandbox"), RUN_TIME)) {
      sandbox.bring(everyElement());
      for (int kill = 1; kill <= KILLS; kill++) {
        liveAndDie(sandbox, kill);
      }
      try (Program program = start(sandbox)) {
        finish(program);
        assertThat(program.terminate()).isIn(0, 143);
      }

      Tally tally = new Aftermath(data, sandbox.runs(), FILES).tally();
      tally.add("error lines in the log", 0, errorLines());
      System.out.printf(
          "%s%d kills in %d s, %d of them after the first call to LeanIX%n",
          tally, KILLS, Duration.between(begin, Instant.now()).toSeconds(), killedAtWork);
      assertThat(tally.holds()).as(tally.toString()).isTrue();
    }
  }

  private void liveAndDie(SandboxProcess sandbox, int kill) throws Exception {
    int tokens = sandbox.tokens();
    int share = FILES * kill / KILLS - dropped;
    Duration half = Duration.ofMillis(EARLIEST + random.nextInt(LATEST - EARLIEST)).dividedBy(2);
    drop(share - share / 2);
    try (Program program = start(sandbox)) {
      if (kill % 2 == 0 && isInTime(kill)) {
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

  private boolean isInTime(int kill) {
    return Instant.now().isBefore(begin.plus(PER_KILL.multipliedBy(kill)));
  }

  /** What is lost must be seen in the table, not in a time-out. */
  private void finish(Program program) throws Exception {
    Instant deadline = Instant.now().plus(TO_FINISH);
    while (Aftermath.receipts(data) < FILES && Instant.now().isBefore(deadline)) {
      assertThat(program.endsWithin(BETWEEN_LOOKS)).as(program.output()).isFalse();
    }
  }

  private void drop(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      DroppedFile file = new DroppedFile(dropped++);
      Path part = Files.writeString(folder.resolve(file.name()), file.ldif());
      Files.move(part, data.resolve("inbox").resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** With all elements there from the start, every result holds as many. */
  private static String everyElement() {
    ObjectNode ldif = new ObjectMapper().createObjectNode();
    ldif.put("connectorType", "cmdb").put("connectorId", "before").put("connectorVersion", "1.0.0");
    ldif.put("lxVersion", "1.0.0").put("processingDirection", "inbound");
    ArrayNode content = ldif.putArray("content");
    for (int i = 0; i < FILES; i++) {
      content
          .addObject()
          .put("type", "Application")
          .put("id", new DroppedFile(i).stem())
          .putObject("data");
    }
    return ldif.toString();
  }

  private Program start(SandboxProcess sandbox) throws IOException {
    return Program.startFor(
        sandbox.baseUrl(),
        SandboxProcess.API_TOKEN,
        folder,
        Map.of(
            "LEANIX_RUN_POLL", "50ms",
            "LEANIX_INBOX_POLL", "50ms",
            "LEANIX_INBOX_SETTLE", "50ms"));
  }

  private long errorLines() throws IOException {
    return Files.readString(folder.resolve("output"))
        .lines()
        .filter(line -> line.contains(" ERROR ") || line.contains("Exception"))
        .count();
  }
}
