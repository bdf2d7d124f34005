package io.github.leanixruns.inbox;

import static java.util.stream.Collectors.toSet;

import io.github.leanixruns.files.FileErrors;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Selects the files that a poll of a watched folder looks at: the oldest ones, as many as fit into
 * memory. Without it, the file consumer would hold all files of the folder.
 */
public final class WatchedFolder extends DefaultPollingConsumerPollStrategy
    implements GenericFileFilter<File> {

  /** The maximum number of files in a poll. The file consumer needs some kilobytes for each. */
  static final int MAX_FILES = 2_000;

  private final Path folder;
  private final Set<String> channels;
  private final InboxFilter filter;
  private final OtherNames otherNames;
  private final BiConsumer<String, String> failed;
  private final Consumer<String> recovered;
  private Set<String> selected = Set.of();

  /**
   * @param channels the subfolders that are polled too
   * @param filter decides which of the files are taken
   * @param name the folder's name in messages
   * @param failed receives the path of a folder that cannot be read, and what to do
   * @param recovered receives the path of a folder that could be read
   */
  public WatchedFolder(
      Path folder,
      Set<String> channels,
      InboxFilter filter,
      String name,
      BiConsumer<String, String> failed,
      Consumer<String> recovered) {
    this.folder = folder;
    this.channels = channels;
    this.filter = filter;
    this.otherNames = new OtherNames(name);
    this.failed = failed;
    this.recovered = recovered;
  }

  @Override
  public boolean begin(org.apache.camel.Consumer consumer, Endpoint endpoint) {
    select(((GenericFileEndpoint<?>) endpoint).getIncludePattern());
    return filter.begin(consumer, endpoint);
  }

  @Override
  public void commit(org.apache.camel.Consumer consumer, Endpoint endpoint, int polledMessages) {
    filter.commit(consumer, endpoint, polledMessages);
  }

  @Override
  public boolean rollback(
      org.apache.camel.Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause)
      throws Exception {
    return filter.rollback(consumer, endpoint, retryCounter, cause);
  }

  @Override
  public boolean accept(GenericFile<File> file) {
    return (file.isDirectory() || selected.contains(file.getRelativeFilePath()))
        && filter.accept(file);
  }

  /** Selects the files of the next poll. */
  void select(Pattern included) {
    PriorityQueue<Candidate> oldest = new PriorityQueue<>(Comparator.reverseOrder());
    addFiles(folder, "", included, oldest);
    for (String channel : channels) {
      addFiles(folder.resolve(channel), channel + File.separator, included, oldest);
    }
    otherNames.endListing();
    selected = oldest.stream().map(Candidate::name).collect(toSet());
  }

  private void addFiles(
      Path place, String prefix, Pattern included, PriorityQueue<Candidate> oldest) {
    try (DirectoryStream<Path> files = open(place)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!included.matcher(name).matches()) {
          otherNames.add(prefix, file);
        } else if (!isRepresentable(file)) {
          otherNames.addUnrepresentable(prefix, file);
        } else {
          addFile(file, prefix + name, oldest);
        }
      }
      recovered.accept(place.toString());
    } catch (IOException e) {
      fail(place, e);
    } catch (DirectoryIteratorException e) {
      fail(place, e.getCause());
    }
  }

  /** A link could lead to files that were not dropped. */
  private static DirectoryStream<Path> open(Path place) throws IOException {
    if (Files.isSymbolicLink(place)) {
      throw new IOException("it is a link");
    }
    return Files.newDirectoryStream(place);
  }

  private void fail(Path place, IOException failure) {
    String reason =
        failure instanceof NoSuchFileException ? "it does not exist" : FileErrors.reason(failure);
    failed.accept(
        place.toString(),
        String.format(
            Locale.ROOT,
            "No files are taken from the folder %s: %s. Restore the folder and its permissions.",
            place,
            reason));
  }

  private static boolean isRepresentable(Path file) {
    try {
      return Path.of(file.getFileName().toString()).equals(file.getFileName());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void addFile(Path file, String name, PriorityQueue<Candidate> oldest) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // removed, or claimed by another node
    }
    if (!attributes.isDirectory()) {
      boolean blocked =
          !attributes.isRegularFile() || !Files.isReadable(file) || filter.isUntaken(name);
      oldest.add(new Candidate(blocked, attributes.lastModifiedTime().toMillis(), name));
      if (oldest.size() > MAX_FILES) {
        oldest.remove();
      }
    }
  }

  /**
   * A file in the order in which files are taken.
   *
   * @param blocked whether it cannot be taken at present, and must not keep others from being taken
   */
  private record Candidate(boolean blocked, long modified, String name)
      implements Comparable<Candidate> {

    private static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::blocked)
            .thenComparingLong(Candidate::modified)
            .thenComparing(Candidate::name);

    @Override
    public int compareTo(Candidate other) {
      return ORDER.compare(this, other);
    }
  }
}
