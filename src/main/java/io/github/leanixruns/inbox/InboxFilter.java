package io.github.leanixruns.inbox;

import static java.util.Comparator.naturalOrder;

import java.io.File;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files of the inbox, or of the processors folder, are taken: by their names, once
 * they have stayed unchanged for the settling time.
 *
 * <p>A file's own modification time is believed only where it fits what was seen: copying tools set
 * old times, and the clocks of file servers differ from ours. Not thread-safe but for what says so:
 * the file consumer looks with one thread.
 */
public final class InboxFilter extends DefaultPollingConsumerPollStrategy
    implements GenericFileFilter<File> {

  private static final List<String> ENDINGS = List.of(".json", ".ldif");

  private static final Logger LOG = LoggerFactory.getLogger("leanix.inbox");

  private final Map<String, String> complaints = new HashMap<>();
  private final Map<String, String> untaken = new ConcurrentHashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private final Clock clock;
  private final Duration settle;
  private final Set<String> channels;
  private final String folder;
  private final Predicate<Instant> waitsForOthers;
  private final Set<String> beingTaken = ConcurrentHashMap.newKeySet();
  private Map<String, Sight> lastLook = Map.of();
  private Map<String, Sight> thisLook = new HashMap<>();
  private Instant lastLookAt;
  private Instant thisLookAt;
  private volatile Instant oldest;
  private volatile boolean looking;

  /**
   * @param settle how long a file must be unchanged before it is taken
   * @param channels the folders in the inbox that are looked into
   */
  public InboxFilter(Clock clock, Duration settle, Set<String> channels) {
    this(clock, settle, channels, "inbox", seen -> false);
  }

  /**
   * @param settle how long a file must be unchanged before it is taken
   * @param channels the folders in this one that are looked into
   * @param folder what this one is called
   * @param waitsForOthers tells whether a file that was seen then has to wait for others
   */
  public InboxFilter(
      Clock clock,
      Duration settle,
      Set<String> channels,
      String folder,
      Predicate<Instant> waitsForOthers) {
    this.clock = clock;
    this.settle = settle;
    this.channels = channels;
    this.folder = folder;
    this.waitsForOthers = waitsForOthers;
    // in the first look no time is believed: of two files that came before it, the later one must
    // not seem to have settled sooner
    this.lastLookAt = Instant.MAX;
    this.thisLookAt = Instant.MAX;
  }

  /** Begins a look into the folder; what was not seen in the look before it is forgotten. */
  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    lastLook = thisLook;
    complaints.keySet().retainAll(lastLook.keySet());
    untaken.keySet().retainAll(lastLook.keySet());
    oldest = lastLook.values().stream().map(Sight::since).min(naturalOrder()).orElse(null);
    thisLook = new HashMap<>();
    lastLookAt = thisLookAt;
    thisLookAt = clock.instant();
    looking = true;
    return true;
  }

  /** Ends a look: all files that it found are taken, or could not be. */
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
        isLdif(file.getFileNameOnly())
            && hasSettled(name, file.getFile())
            && canBeTaken(name, file.getFile())
            && !waitsForOthers.test(thisLook.get(name).latest());
    if (taken) {
      beingTaken.add(name);
    }
    return taken;
  }

  private boolean isChannel(String folder) {
    boolean channel = channels.contains(folder);
    if (!channel && !folder.startsWith(".") && strangers.add(folder)) {
      LOG.warn(
          "[{}] is a folder in the {}, but no channel: it is left alone.", folder, this.folder);
    }
    return channel;
  }

  static boolean isLdif(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(lowerCase::endsWith);
  }

  private boolean canBeTaken(String name, File file) {
    String obstacle = obstacle(name, file);
    if (obstacle != null) {
      complain(name, "is left in the " + folder + ": " + obstacle);
    }
    return obstacle == null;
  }

  private static String obstacle(String name, File file) {
    if (name.indexOf('\\') >= 0) {
      // Camel takes it for a folder's end on every platform and would never find the file
      return "a name must not hold a backslash. Rename it.";
    }
    try {
      return obstacle(file.toPath());
    } catch (InvalidPathException e) {
      return "its name cannot be said in this program's locale. Rename it, or start with LC_ALL=C.UTF-8.";
    }
  }

  private static String obstacle(Path file) {
    if (Files.isSymbolicLink(file)) {
      return "it is a link, and taking it would move the link only. Drop the file itself.";
    }
    if (!Files.exists(file)) {
      return null; // gone again, as whoever claims it will find
    }
    if (!Files.isRegularFile(file)) {
      return "it is a pipe or a device. Drop a file.";
    }
    // once claimed it would hold up all that come after it
    return Files.isReadable(file) ? null : "it cannot be read. Correct its permissions.";
  }

  /**
   * Says that a file could not be taken out of the inbox: once, until it vanishes or there is
   * another reason.
   */
  public void cannotBeTaken(
      @Header(Exchange.FILE_NAME) String name, @ExchangeException Exception failure) {
    String reason = reason(failure);
    untaken.put(name, reason);
    complain(name, "cannot be taken out of the " + folder + ", which is tried again: " + reason);
  }

  /** Tells whether a file will be taken out of the folder once it has settled; for any thread. */
  boolean willBeTaken(String name, File file) {
    return looking
        && isLdif(file.getName())
        && !untaken.containsKey(name)
        && obstacle(name, file) == null;
  }

  /** Tells whether files are on their way from the folder to the ledger; for any thread. */
  boolean isTaking() {
    return !beingTaken.isEmpty();
  }

  /** Returns the files that could not be taken and still lie there, and why; for any thread. */
  public Map<String, String> untaken() {
    return Map.copyOf(untaken);
  }

  /** Returns since when the oldest file of the last look has lain there; for any thread. */
  public Optional<Instant> oldest() {
    return Optional.ofNullable(oldest);
  }

  /** The names of the files are left out: each try has a place of its own in the work folder. */
  private static String reason(Exception failure) {
    String kind = failure.getClass().getSimpleName();
    String words =
        failure instanceof FileSystemException places ? places.getReason() : failure.getMessage();
    return words == null ? kind : kind + ", " + words;
  }

  private void complain(String name, String words) {
    if (!words.equals(complaints.put(name, words))) {
      LOG.warn("[{}] {}", name, words);
    }
  }

  private boolean hasSettled(String name, File file) {
    long length = file.length();
    long modified = file.lastModified();
    Sight before = lastLook.get(name);
    Sight now =
        before != null && before.isOf(length, modified)
            ? before
            : new Sight(
                length, modified, unchangedSince(Instant.ofEpochMilli(modified)), clock.instant());
    thisLook.put(name, now);
    return !now.since().plus(settle).isAfter(thisLookAt);
  }

  private Instant unchangedSince(Instant modified) {
    boolean fits = modified.isAfter(lastLookAt) && !modified.isAfter(thisLookAt);
    return fits ? modified : thisLookAt;
  }

  private record Sight(long length, long modified, Instant since, Instant seenAt) {
    /** What came before the file was last changed before this, whichever clock is late. */
    Instant latest() {
      Instant changedAt = Instant.ofEpochMilli(modified);
      return changedAt.isAfter(seenAt) ? changedAt : seenAt;
    }

    boolean isOf(long otherLength, long otherModified) {
      return length == otherLength && modified == otherModified;
    }
  }
}
