package io.github.leanixruns.inbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once why a file with another name stays in a watched folder, and which name it needs. Files
 * of programs that write under a temporary name are not logged.
 */
final class OtherNames {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.inbox");
  private static final int MAX_NAMES = 1_000;
  private static final Pattern TEMPORARY =
      Pattern.compile(
          "(?is)\\..*|.*(~|\\.(te?mp|(file)?part|partial|crdownload|download|sw[a-z]|lock))");
  private static final Pattern PACKED =
      Pattern.compile("(?is)(.+)\\.(gz|tgz|zip|7z|bz2|xz|zst|tar|rar)");
  private static final Pattern WITH_ENDING =
      Pattern.compile("(?is)(.+?\\.(?:json|ldif))(?![a-z0-9]).*");

  private final String folder;
  private Map<String, Boolean> loggedBefore = Map.of();
  private Map<String, Boolean> logged = new HashMap<>();
  private boolean tooMany;
  private boolean tooManyBefore;

  /**
   * @param folder the folder's name in messages
   */
  OtherNames(String folder) {
    this.folder = folder;
  }

  /** Adds a file whose name the route does not include. */
  void add(String prefix, Path file) {
    String name = file.getFileName().toString();
    if (!TEMPORARY.matcher(name).matches()) {
      add(prefix, file, "its name does not end with .json or .ldif. " + advice(name));
    }
  }

  /** Adds a file whose name cannot be converted to a text and back. */
  void addUnrepresentable(String prefix, Path file) {
    add(
        prefix,
        file,
        "its name is not UTF-8, or the locale cannot represent it. Rename the file, or start leanix-runs with LC_ALL=C.UTF-8.");
  }

  private void add(String prefix, Path file, String message) {
    String name = prefix + file.getFileName();
    if (logged.size() == MAX_NAMES) {
      tooMany = true;
      return;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Boolean before = loggedBefore.get(name);
    // at the second poll, because a file may only have this name while it is being written
    boolean now = before != null;
    if (now && !before) {
      LOG.warn("[{}] stays in the {}: {}", name, folder, message);
    }
    logged.put(name, now);
  }

  /** Ends a listing. Files that it did not find are forgotten. */
  void endListing() {
    if (tooMany && !tooManyBefore) {
      LOG.warn("More than {} files with other names are in the {}.", MAX_NAMES, folder);
    }
    tooManyBefore = tooMany;
    tooMany = false;
    loggedBefore = logged;
    logged = new HashMap<>();
  }

  private static String advice(String name) {
    Matcher packed = PACKED.matcher(name);
    return packed.matches()
        ? "Unpack it to " + nameFor(packed.group(1)) + "."
        : "If it is the right file, rename it to " + nameFor(name) + ".";
  }

  private static String nameFor(String name) {
    Matcher withEnding = WITH_ENDING.matcher(name);
    if (withEnding.matches()) {
      return withEnding.group(1);
    }
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name) + ".json";
  }
}
