package io.github.leanixruns.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Counts what the kill campaign left behind: in the folders, in the ledger, and in LeanIX. */
final class Aftermath {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("(f\\d+)\\.([^.]+)\\.(\\w+)\\.json");

  private final List<Path> data;
  private final boolean apart;
  private final String ledgerUrl;
  private final List<DroppedFile> files;
  private final List<JsonNode> startedRuns;
  private final List<Left> archive;
  private final List<Left> outbox;

  /**
   * @param results the folder of the results
   * @param runs what the sandbox says of its runs
   * @param count how many files were dropped
   */
  Aftermath(Path data, Path results, JsonNode runs, int count) throws IOException {
    this(
        List.of(data),
        results,
        runs,
        count,
        "jdbc:sqlite:" + data.resolve("work").resolve("ledger.db"));
  }

  /**
   * @param data the data folders. With several, those of nodes that were killed were deleted, and
   *     only the ledger tells which runs were delivered
   */
  Aftermath(List<Path> data, Path results, JsonNode runs, int count, String ledgerUrl)
      throws IOException {
    this.data = data;
    this.apart = data.size() > 1;
    this.ledgerUrl = ledgerUrl;
    this.files = IntStream.range(0, count).mapToObj(DroppedFile::new).toList();
    this.startedRuns =
        StreamSupport.stream(runs.spliterator(), false)
            .filter(run -> run.at("/starts").asInt() > 0)
            .toList();
    this.archive = new ArrayList<>();
    for (Path folder : data) {
      archive.addAll(left(folder.resolve("archive")));
    }
    this.outbox = left(results);
  }

  /** Counts by the names alone: while the program works, others come and go. */
  static long receipts(Path data) throws IOException {
    Path archive = data.resolve("archive");
    if (!Files.exists(archive)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(archive)) {
      return files.filter(file -> file.toString().endsWith(".receipt.json")).count();
    }
  }

  /**
   * A file of the archive or outbox, taken to pieces by its name; one with another name has none.
   */
  private record Left(Path path, String stem, String runId, String kind) {

    static Left of(Path path) {
      Matcher name = NAME.matcher(path.getFileName().toString());
      return name.matches()
          ? new Left(path, name.group(1), name.group(2), name.group(3))
          : new Left(path, "", "", "stranger");
    }

    boolean is(DroppedFile file, String otherKind) {
      return stem.equals(file.stem()) && kind.equals(otherKind);
    }
  }

  Tally tally() throws IOException, SQLException {
    Tally tally = new Tally();
    tally.add("files dropped", files.size(), files.size());
    countArchive(tally);
    countOutbox(tally);
    countRuns(tally);
    countLeftovers(tally);
    tally.add("closed rows in the ledger", files.size(), rows("closed_at IS NOT NULL"));
    tally.add("open rows in the ledger", 0, openRows());
    return tally;
  }

  /**
   * Returns a short table: the campaign of several nodes.
   *
   * @param messages the names of the files whose results came as messages
   * @param leftInQueues how many messages are left in other queues
   */
  Tally totals(List<String> messages, long leftInQueues) throws IOException, SQLException {
    Tally tally = new Tally();
    Collection<String> delivered = closed(ledgerUrl).values();
    tally.add(
        "lost",
        0,
        files.stream()
            .filter(
                file ->
                    !(apart ? delivered.contains(file.name()) : isArchived(file))
                        || file.isOutbound() && !isReceived(file, messages))
            .count());
    tally.add(
        "started twice",
        0,
        files.stream().filter(this::hasTwoRuns).count()
            + startedRuns.stream().filter(run -> run.at("/starts").asInt() > 1).count());
    tally.add(
        "delivered twice",
        0,
        messages.size()
            - messages.stream().distinct().count()
            + Stream.concat(archive.stream(), outbox.stream()).count()
            - Stream.concat(archive.stream(), outbox.stream())
                .map(left -> left.stem() + left.kind())
                .distinct()
                .count());
    tally.add("order broken", 0, outOfOrder());
    tally.add(
        "left over",
        0,
        leftIn("inbox")
            + leftIn("failed")
            + openFiles(data, ledgerUrl)
            + openRows()
            + leftInQueues);
    return tally;
  }

  /** Tells whether all runs are closed, and no files of them are left. */
  static boolean isFinished(List<Path> data, String ledgerUrl, int files)
      throws IOException, SQLException {
    return closed(ledgerUrl).size() >= files && openFiles(data, ledgerUrl) == 0;
  }

  /**
   * Counts the files of open runs. What a killed node was writing is not one: other nodes leave it
   * for a day, because they cannot tell whether its writer lives. A node of its own removes what it
   * has of a run that another one has closed a little later.
   */
  private static long openFiles(List<Path> data, String ledgerUrl)
      throws IOException, SQLException {
    Set<String> closed = data.size() > 1 ? closed(ledgerUrl).keySet() : Set.of();
    long count = strings(ledgerUrl, "SELECT id, name FROM leanix_file").size();
    for (Path folder : data) {
      count +=
          everythingIn(folder.resolve("work").resolve("ldif")).stream()
              .filter(file -> !file.toString().endsWith(".part"))
              .filter(file -> closed.stream().noneMatch(id -> file.toString().contains(id)))
              .count();
    }
    return count;
  }

  /** Returns the names of the files whose runs are delivered, by the ids of the runs. */
  private static Map<String, String> closed(String ledgerUrl) throws SQLException {
    return strings(
        ledgerUrl,
        "SELECT id, file_name FROM leanix_run WHERE closed_at IS NOT NULL AND stage = 'DELIVERED'");
  }

  private static Map<String, String> strings(String ledgerUrl, String query) throws SQLException {
    Map<String, String> found = new HashMap<>();
    try (Connection ledger = DriverManager.getConnection(ledgerUrl);
        Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getString(2));
      }
    }
    return found;
  }

  private long leftIn(String name) throws IOException {
    long count = 0;
    for (Path folder : data) {
      count += everythingIn(folder.resolve(name)).size();
    }
    return count;
  }

  private long openRows() throws SQLException {
    return rows("closed_at IS NULL");
  }

  private boolean isArchived(DroppedFile file) {
    return archive.stream().anyMatch(left -> left.is(file, "ldif") && !differs(left))
        && archive.stream().anyMatch(left -> left.is(file, "receipt") && isOfADeliveredRun(left));
  }

  private boolean isReceived(DroppedFile file, List<String> messages) {
    return messages.contains(file.name())
        && outbox.stream().anyMatch(left -> left.is(file, "results") && isWhole(left));
  }

  private void countArchive(Tally tally) {
    tally.add("LDIFs in archive", files.size(), ofKind(archive, "ldif").count());
    tally.add("files without exactly one LDIF there", 0, notOnce(archive, "ldif"));
    tally.add(
        "LDIFs there not as dropped", 0, ofKind(archive, "ldif").filter(this::differs).count());
    tally.add("receipts in archive", files.size(), ofKind(archive, "receipt").count());
    tally.add("files without exactly one receipt there", 0, notOnce(archive, "receipt"));
    tally.add(
        "receipts there of no run delivered",
        0,
        ofKind(archive, "receipt").filter(receipt -> !isOfADeliveredRun(receipt)).count());
  }

  private void countOutbox(Tally tally) {
    long outbound = files.stream().filter(DroppedFile::isOutbound).count();
    tally.add("results in outbox", outbound, ofKind(outbox, "results").count());
    tally.add(
        "outbound files without exactly one result",
        0,
        files.stream()
            .filter(DroppedFile::isOutbound)
            .filter(notOnceIn(outbox, "results"))
            .count());
    tally.add(
        "results not whole, or not of their run",
        0,
        ofKind(outbox, "results").filter(results -> !isWhole(results)).count());
  }

  private void countRuns(Tally tally) {
    tally.add("runs started", files.size(), startedRuns.size());
    tally.add(
        "runs started twice",
        0,
        startedRuns.stream().filter(run -> run.at("/starts").asInt() > 1).count());
    tally.add(
        "files started under two run ids", 0, files.stream().filter(this::hasTwoRuns).count());
    tally.add("runs out of their connector's order", 0, outOfOrder());
  }

  private void countLeftovers(Tally tally) throws IOException {
    tally.add("left in inbox", 0, leftIn("inbox"));
    tally.add("left in failed", 0, leftIn("failed"));
    tally.add("left in work/ldif, empty folders included", 0, leftIn("work/ldif"));
    tally.add(
        "other files in archive and outbox, parts included",
        0,
        Stream.concat(
                archive.stream().filter(left -> !List.of("ldif", "receipt").contains(left.kind())),
                outbox.stream().filter(left -> !left.kind().equals("results")))
            .count());
  }

  private static Stream<Left> ofKind(List<Left> folder, String kind) {
    return folder.stream().filter(left -> left.kind().equals(kind));
  }

  private long notOnce(List<Left> folder, String kind) {
    return files.stream().filter(notOnceIn(folder, kind)).count();
  }

  private static Predicate<DroppedFile> notOnceIn(List<Left> folder, String kind) {
    return file -> folder.stream().filter(left -> left.is(file, kind)).count() != 1;
  }

  private boolean differs(Left ldif) {
    return files.stream()
        .noneMatch(file -> ldif.is(file, "ldif") && text(ldif).equals(file.ldif()));
  }

  private boolean isOfADeliveredRun(Left receipt) {
    JsonNode json = json(receipt);
    return json.at("/stage").asText().equals("DELIVERED")
        && json.at("/runId").asText().equals(receipt.runId())
        && isStarted(receipt, json.at("/description").asText());
  }

  private boolean isWhole(Left results) {
    JsonNode json = json(results);
    return json.at("/content").size() == files.size()
        && isStarted(results, json.at("/description").asText());
  }

  private boolean isStarted(Left left, String description) {
    return description.equals("of " + left.stem())
        && startedRuns.stream()
            .anyMatch(
                run ->
                    run.at("/id").asText().equals(left.runId())
                        && run.at("/description").asText().equals(description));
  }

  private boolean hasTwoRuns(DroppedFile file) {
    return startedRuns.stream()
            .filter(run -> run.at("/description").asText().equals(file.description()))
            .count()
        > 1;
  }

  private long outOfOrder() {
    Map<String, String> before = new HashMap<>();
    long count = 0;
    for (JsonNode run : byStart()) {
      String description = run.at("/description").asText();
      String last = before.put(run.at("/connectorId").asText(), description);
      count += last != null && last.compareTo(description) > 0 ? 1 : 0;
    }
    return count;
  }

  private List<JsonNode> byStart() {
    return startedRuns.stream()
        .sorted(Comparator.comparing(run -> Instant.parse(run.at("/startedAt").asText())))
        .toList();
  }

  private long rows(String condition) throws SQLException {
    try (Connection ledger = DriverManager.getConnection(ledgerUrl);
        Statement statement = ledger.createStatement();
        ResultSet count =
            statement.executeQuery("SELECT COUNT(*) FROM leanix_run WHERE " + condition)) {
      count.next();
      return count.getLong(1);
    }
  }

  private static List<Left> left(Path folder) throws IOException {
    return everythingIn(folder).stream().map(Left::of).toList();
  }

  static List<Path> everythingIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(path -> !path.equals(folder)).toList();
    }
  }

  private static JsonNode json(Left left) {
    try {
      return JSON.readTree(text(left));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String text(Left left) {
    try {
      return Files.readString(left.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
