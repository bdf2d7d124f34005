package io.github.leanixruns.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.QueueClient;
import io.github.leanixruns.testsupport.SandboxProcess;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The campaigns of several nodes: nodes are killed and suspended, PostgreSQL and the broker are
 * restarted, requests to LeanIX fail, and one clock is ahead, while LDIFs come in, half of them as
 * files and half as messages. All is as with a single node that nothing happens to. So it is with
 * nodes that share no folders, where LDIFs are messages, and the data folder of a node that is
 * killed is deleted.
 *
 * <p>{@code mvn -Pchaos verify} is the whole of it, {@code mvn verify} has a short version; {@code
 * -Dchaos.cluster.events} and {@code -Dchaos.cluster.files}, {@code -Dchaos.apart.kills} and {@code
 * -Dchaos.apart.files} say how much of it, {@code -Dchaos.seed} repeats the events.
 */
class NodesKillIT {

  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
  private static final int EVENTS = Integer.getInteger("chaos.cluster.events", 5);
  private static final int FILES = Integer.getInteger("chaos.cluster.files", 60);
  private static final int KILLS_APART = Integer.getInteger("chaos.apart.kills", 2);
  private static final int FILES_APART = Integer.getInteger("chaos.apart.files", 40);
  private static final Duration TO_FINISH = Duration.ofMinutes(3);
  private static final Duration TO_THE_END_OF_A_QUEUE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static final List<String> CALLS =
      List.of(
          "TOKEN", "CREATE", "START", "STATUS", "RESULTS_URL", "RESULTS", "WARNINGS", "STATISTICS");
  private static final List<String> FAILURES =
      List.of(
          "'action': 'CUT_BEFORE'",
          "'action': 'CUT_AFTER'",
          "'action': 'CUT_HALFWAY'",
          "'action': 'ANSWER', 'status': 503",
          "'action': 'ANSWER_AFTER', 'status': 504",
          "'action': 'ANSWER', 'status': 429, 'headers': {'Retry-After': '1'}",
          "'action': 'INTERMEDIARY', 'status': 403, 'title': 'Access denied'");

  // the logs of the nodes are kept if it fails
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final Random random = new Random(SEED);
  private final Map<Event, Integer> happened = new TreeMap<>();
  private int dropped;

  /** What happens to the cluster. */
  private enum Event {
    KILL,
    SUSPEND,
    RESTART_POSTGRES,
    RESTART_BROKER,
    FAIL_REQUESTS
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void severalNodesBehaveAsOne() throws Exception {
    campaign(
        Collections.nCopies(4, folder.resolve("data")), List.of(Event.values()), EVENTS, FILES);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void nodesThatShareNoFoldersBehaveAsOne() throws Exception {
    campaign(
        Stream.of("a", "b", "c").map(folder::resolve).toList(),
        List.of(Event.KILL),
        KILLS_APART,
        FILES_APART);
  }

  private void campaign(List<Path> data, List<Event> kinds, int happenings, int files)
      throws Exception {
    System.out.printf("%d events, %d files, chaos.seed=%d%n", happenings, files, SEED);
    Instant begin = Instant.now();
    List<Path> folders = data.stream().distinct().toList();
    boolean apart = folders.size() > 1;
    Path inbox = Files.createDirectories(data.get(0).resolve("inbox"));
    try (SandboxProcess sandbox =
            SandboxProcess.start(folder.resolve("sandbox"), Duration.ofMillis(200));
        Cluster cluster = Cluster.start(folder, data, environment(sandbox))) {
      sandbox.bring(DroppedFile.elementsOf(files));
      List<Event> events = events(kinds, happenings);
      for (int number = 1; number <= happenings; number++) {
        drop(cluster, files * number / happenings - dropped, apart ? null : inbox);
        cluster.go(pause());
        happen(events.get(number - 1), cluster, sandbox);
      }
      finish(cluster, folders, files);
      assertThat(cluster.terminate()).isSubsetOf(0, 143);

      Path received = Files.createDirectory(folder.resolve("received"));
      List<String> messages = messages(cluster, received);
      Tally tally =
          new Aftermath(
                  folders,
                  apart ? received : data.get(0).resolve("outbox"),
                  sandbox.runs(),
                  files,
                  cluster.ledgerUrl())
              .totals(messages, leftInQueues(cluster.broker()));
      tally.add("lines of stack traces", 0, cluster.stackTraceLines());
      System.out.printf(
          "%s%s in %d s%n", tally, happened, Duration.between(begin, Instant.now()).toSeconds());
      assertThat(tally.holds()).as(tally.toString()).isTrue();
    }
  }

  private Map<String, String> environment(SandboxProcess sandbox) {
    return Map.of(
        "LEANIX_BASE_URL", sandbox.baseUrl(),
        "LEANIX_API_TOKEN", SandboxProcess.API_TOKEN,
        "LEANIX_REQUESTS_PER_SECOND", "1000000",
        "LEANIX_RUN_POLL", "50ms",
        "LEANIX_RUN_POLL_MAX", "1s",
        "LEANIX_INBOX_POLL", "50ms",
        "LEANIX_INBOX_SETTLE", "50ms");
  }

  /** Each kind of event happens, and as often as the others. */
  private List<Event> events(List<Event> kinds, int happenings) {
    List<Event> events = new ArrayList<>();
    while (events.size() < happenings) {
      List<Event> shuffled = new ArrayList<>(kinds);
      Collections.shuffle(shuffled, random);
      events.addAll(shuffled);
    }
    return events;
  }

  private void happen(Event event, Cluster cluster, SandboxProcess sandbox) throws Exception {
    happened.merge(event, 1, Integer::sum);
    int victim = random.nextBoolean() ? cluster.reader() : random.nextInt(cluster.size());
    switch (event) {
      case KILL -> cluster.kill(victim, pause());
      case SUSPEND -> cluster.suspend(victim, pause().plus(pause()));
      case RESTART_POSTGRES -> cluster.restartPostgres(pause());
      case RESTART_BROKER -> cluster.restartBroker(pause());
      case FAIL_REQUESTS -> failRequests(sandbox);
    }
  }

  /** Some of the calls meet some of the failures once or twice. */
  private void failRequests(SandboxProcess sandbox) throws Exception {
    for (String call : CALLS) {
      for (String failure : FAILURES) {
        if (random.nextInt(3) == 0) {
          int times = 1 + random.nextInt(2);
          sandbox.addFault("{'call': '%s', 'times': %d, %s}".formatted(call, times, failure));
        }
      }
    }
  }

  private Duration pause() {
    return Duration.ofMillis(random.nextInt(1_000));
  }

  /**
   * @param inbox the folder for half of the LDIFs, or null if all of them are messages
   */
  private void drop(Cluster cluster, int count, Path inbox) throws Exception {
    try (QueueClient client = new QueueClient(cluster.broker().url())) {
      for (int i = 0; i < count; i++) {
        DroppedFile file = new DroppedFile(dropped++);
        if (inbox == null || file.isForQueue()) {
          send(client, file);
        } else {
          drop(file, inbox);
        }
      }
    }
  }

  private static void send(QueueClient client, DroppedFile file) throws JMSException {
    TextMessage message = client.text(file.ldif());
    message.setStringProperty("LeanixFileName", file.name());
    client.send(Cluster.IN, message);
  }

  private void drop(DroppedFile file, Path inbox) throws IOException {
    Path part = Files.writeString(folder.resolve(file.name()), file.ldif());
    Files.move(part, inbox.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What is lost must be seen in the table, not in a time-out. */
  private static void finish(Cluster cluster, List<Path> data, int files) throws Exception {
    Instant deadline = Instant.now().plus(TO_FINISH);
    while (!Aftermath.isFinished(data, cluster.ledgerUrl(), files)
        && Instant.now().isBefore(deadline)) {
      cluster.go(BETWEEN_LOOKS);
    }
  }

  /** Each message becomes a file, also one of a run that there is one of already. */
  private static List<String> messages(Cluster cluster, Path received)
      throws JMSException, IOException {
    List<String> names = new ArrayList<>();
    try (QueueClient client = new QueueClient(cluster.broker().url())) {
      Message message = next(client);
      while (message != null) {
        names.add(message.getStringProperty("LeanixFileName"));
        QueueKillIT.write(message, received, names.size());
        message = next(client);
      }
    }
    return names;
  }

  private static Message next(QueueClient client) throws JMSException {
    return client.receive(client.session().createQueue(Cluster.OUT), TO_THE_END_OF_A_QUEUE);
  }

  private static long leftInQueues(Broker broker) {
    return broker.count(Cluster.IN)
        + broker.count(Cluster.FAILED)
        + broker.count(Broker.DEAD_LETTERS);
  }
}
