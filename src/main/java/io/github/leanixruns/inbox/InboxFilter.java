package io.github.leanixruns.inbox;

import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files of the inbox are taken: LDIFs by their names, once they have stayed unchanged
 * for the settling time.
 *
 * <p>A file's own modification time is believed only where it fits what was seen: copying tools set
 * old times, and the clocks of file servers differ from ours. Not thread-safe: the file consumer
 * looks with one thread.
 */
public final class InboxFilter extends DefaultPollingConsumerPollStrategy
    implements GenericFileFilter<File> {

  private static final List<String> ENDINGS = List.of(".json", ".ldif");

  private static final Logger LOG = LoggerFactory.getLogger("leanix.inbox");

  private final Set<String> complained = new HashSet<>();
  private final Clock clock;
  private final Duration settle;
  private Map<String, Sight> lastLook = Map.of();
  private Map<String, Sight> thisLook = new HashMap<>();
  private Instant lastLookAt;
  private Instant thisLookAt;

  /**
   * @param settle how long a file must be unchanged before it is taken
   */
  public InboxFilter(Clock clock, Duration settle) {
    this.clock = clock;
    this.settle = settle;
    this.lastLookAt = clock.instant();
    this.thisLookAt = lastLookAt;
  }

  /** Begins a look into the inbox; what was not seen in the look before it is forgotten. */
  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    lastLook = thisLook;
    complained.retainAll(lastLook.keySet());
    thisLook = new HashMap<>();
    lastLookAt = thisLookAt;
    thisLookAt = clock.instant();
    return true;
  }

  @Override
  public boolean accept(GenericFile<File> file) {
    String name = file.getFile().getName();
    return !file.isDirectory() && isLdif(name) && hasSettled(name, file.getFile()) && fits(name);
  }

  static boolean isLdif(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(lowerCase::endsWith);
  }

  /** Camel takes a backslash for a folder's end on every platform and would never find the file. */
  private boolean fits(String name) {
    boolean fits = name.indexOf('\\') < 0;
    if (!fits && complained.add(name)) {
      LOG.warn("[{}] is left in the inbox: a name must not hold a backslash. Rename it.", name);
    }
    return fits;
  }

  private boolean hasSettled(String name, File file) {
    long length = file.length();
    long modified = file.lastModified();
    Sight before = lastLook.get(name);
    Sight now =
        before != null && before.isOf(length, modified)
            ? before
            : new Sight(length, modified, unchangedSince(Instant.ofEpochMilli(modified)));
    thisLook.put(name, now);
    return !now.since().plus(settle).isAfter(thisLookAt);
  }

  private Instant unchangedSince(Instant modified) {
    boolean fits = modified.isAfter(lastLookAt) && !modified.isAfter(thisLookAt);
    return fits ? modified : thisLookAt;
  }

  private record Sight(long length, long modified, Instant since) {
    boolean isOf(long otherLength, long otherModified) {
      return length == otherLength && modified == otherModified;
    }
  }
}
