package io.github.leanixruns.inbox;

import static java.util.Comparator.naturalOrder;

import io.github.leanixruns.files.FileErrors;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files of a watched folder are taken: those whose names the route includes, once
 * they have not changed for the settling time.
 *
 * <p>A file's modification time only counts if it fits what was observed: copying tools set old
 * times, and the clocks of file servers differ. The file consumer polls with one thread; methods
 * that other threads may call say so.
 */
public final class InboxFilter extends DefaultPollingConsumerPollStrategy
    implements GenericFileFilter<File> {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.inbox");

  private final Map<String, String> logged = new HashMap<>();
  private final Map<String, String> untaken = new ConcurrentHashMap<>();
  private final Set<String> otherFolders = new HashSet<>();
  private final Clock clock;
  private final Function<File, Duration> settle;
  private final Set<String> channels;
  private final String folder;
  private final Predicate<Instant> waitsForOthers;
  private final Set<String> beingTaken = ConcurrentHashMap.newKeySet();
  private Map<String, Observation> lastPoll = Map.of();
  private Map<String, Observation> thisPoll = new HashMap<>();
  private Instant lastPollAt;
  private Instant thisPollAt;
  private volatile Instant oldest;
  // null before the first poll
  private volatile Pattern names;

  /**
   * @param settle how long a file must be unchanged before it is taken
   * @param channels the subfolders of the inbox that are polled too
   */
  public InboxFilter(Clock clock, Duration settle, Set<String> channels) {
    this(clock, file -> settle, channels, "inbox", seen -> false);
  }

  /**
   * @param settle returns how long a file must be unchanged before it is taken
   * @param channels the subfolders that are polled too
   * @param folder the folder's name in messages
   * @param waitsForOthers tells whether a file that was seen at this time has to wait for others
   */
  public InboxFilter(
      Clock clock,
      Function<File, Duration> settle,
      Set<String> channels,
      String folder,
      Predicate<Instant> waitsForOthers) {
    this.clock = clock;
    this.settle = settle;
    this.channels = channels;
    this.folder = folder;
    this.waitsForOthers = waitsForOthers;
    // no modification time counts in the first poll: of two files that were there before, the later
    // one must not settle first
    this.lastPollAt = Instant.MAX;
    this.thisPollAt = Instant.MAX;
  }

  /** Starts a poll. Files that the last poll did not find are forgotten. */
  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    beginPoll(((GenericFileEndpoint<?>) endpoint).getIncludePattern());
    return true;
  }

  /**
   * @param included the names of files that may be taken
   */
  void beginPoll(Pattern included) {
    lastPoll = thisPoll;
    logged.keySet().retainAll(lastPoll.keySet());
    untaken.keySet().retainAll(lastPoll.keySet());
    oldest = lastPoll.values().stream().map(Observation::since).min(naturalOrder()).orElse(null);
    thisPoll = new HashMap<>();
    lastPollAt = thisPollAt;
    thisPollAt = clock.instant();
    names = included;
  }

  /** Ends a poll: all files that it found are taken or could not be taken. */
  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    beingTaken.clear();
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause)
      throws Exception {
    beingTaken.clear();
    return super.rollback(consumer, endpoint, retryCounter, cause);
  }

  @Override
  public boolean accept(GenericFile<File> file) {
    String name = file.getRelativeFilePath();
    if (file.isDirectory()) {
      return isChannel(name);
    }
    boolean taken =
        names.matcher(file.getFileNameOnly()).matches()
            && hasSettled(name, file.getFile())
            && canBeTaken(name, file.getFile())
            && !waitsForOthers.test(thisPoll.get(name).latest());
    if (taken) {
      beingTaken.add(name);
    }
    return taken;
  }

  private boolean isChannel(String folder) {
    boolean channel = channels.contains(folder);
    if (!channel && !folder.startsWith(".") && otherFolders.add(folder)) {
      LOG.warn(
          "[{}] is a folder in the {}, but not a channel. Its files are ignored. Move them into the {}, or define a channel of this name in application.properties.",
          folder,
          this.folder,
          this.folder);
    }
    return channel;
  }

  private boolean canBeTaken(String name, File file) {
    String obstacle = FileObstacle.of(name, file);
    if (obstacle != null) {
      warnOnce(name, "stays in the " + folder + ": " + obstacle);
    }
    return obstacle == null;
  }

  /** Logs that a file could not be claimed, once for each reason. */
  public void cannotBeTaken(
      @Header(Exchange.FILE_NAME) String name, @ExchangeException Exception failure) {
    // without file names, because each attempt has another one in the work folder
    String reason = FileErrors.reason(failure);
    untaken.put(name, reason);
    warnOnce(
        name,
        String.format(
            Locale.ROOT,
            "cannot be claimed: %s. Check the permissions and the disk of the %s and the work folder. It stays in the %s and is tried again with the next poll.",
            reason,
            folder,
            folder));
  }

  /** Tells whether a file will be taken once it has settled. Thread-safe. */
  boolean willBeTaken(String name, File file) {
    Pattern included = names;
    return included != null
        && included.matcher(file.getName()).matches()
        && !isUntaken(name)
        && FileObstacle.of(name, file) == null;
  }

  /** Tells whether files of this poll are being received. Thread-safe. */
  boolean isTaking() {
    return !beingTaken.isEmpty();
  }

  /** Tells whether a file could not be claimed in the last poll. Thread-safe. */
  boolean isUntaken(String name) {
    return untaken.containsKey(name);
  }

  /** Returns the files that could not be claimed, with the reasons. Thread-safe. */
  public Map<String, String> untaken() {
    return Map.copyOf(untaken);
  }

  /** Returns when the oldest file of the last poll was first seen. Thread-safe. */
  public Optional<Instant> oldest() {
    return Optional.ofNullable(oldest);
  }

  private void warnOnce(String name, String message) {
    if (!message.equals(logged.put(name, message))) {
      LOG.warn("[{}] {}", name, message);
    }
  }

  private boolean hasSettled(String name, File file) {
    long length = file.length();
    long modified = file.lastModified();
    Observation before = lastPoll.get(name);
    Observation now =
        before != null && before.isOf(length, modified)
            ? before
            : new Observation(
                length, modified, unchangedSince(Instant.ofEpochMilli(modified)), clock.instant());
    thisPoll.put(name, now);
    return !now.since().plus(settle.apply(file)).isAfter(thisPollAt);
  }

  private Instant unchangedSince(Instant modified) {
    boolean fits = modified.isAfter(lastPollAt) && !modified.isAfter(thisPollAt);
    return fits ? modified : thisPollAt;
  }

  private record Observation(long length, long modified, Instant since, Instant seenAt) {
    /** Returns the later of the change and the observation: one of the clocks may be late. */
    Instant latest() {
      Instant changedAt = Instant.ofEpochMilli(modified);
      return changedAt.isAfter(seenAt) ? changedAt : seenAt;
    }

    boolean isOf(long otherLength, long otherModified) {
      return length == otherLength && modified == otherModified;
    }
  }
}
