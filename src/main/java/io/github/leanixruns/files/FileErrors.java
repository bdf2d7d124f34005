package io.github.leanixruns.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes failures of the file system. The messages of most of Java's exceptions are only the
 * name of a file.
 */
public final class FileErrors {

  private static final Map<Class<?>, String> WORDS =
      Map.of(
          AccessDeniedException.class, "permission denied",
          NoSuchFileException.class, "no such file or folder",
          FileAlreadyExistsException.class, "a file of this name exists",
          DirectoryNotEmptyException.class, "the folder is not empty",
          NotDirectoryException.class, "it is not a folder",
          FileSystemLoopException.class, "its links form a loop",
          AtomicMoveNotSupportedException.class, "the folders are on different file systems");

  // messages of the operating system, and what to do; %s is the folder
  private static final List<Map.Entry<String, String>> ADVICE =
      List.of(
          Map.entry("permission denied", "Correct the permissions of %s"),
          Map.entry("not permitted", "Correct the permissions of %s"),
          Map.entry("read-only", "Make the file system of %s writable"),
          Map.entry("no space", "Free some space on the disk of %s"),
          Map.entry("quota", "Free some space on the disk of %s, or raise the quota"),
          Map.entry("no such file", "Check that %s exists"),
          Map.entry("not a folder", "Replace the file by a folder, and check %s"),
          Map.entry("not a directory", "Replace the file by a folder, and check %s"),
          Map.entry("too many open files", "Raise the limit of open files (ulimit -n)"),
          Map.entry("cross-device", "Put %s on the same file system"),
          Map.entry("different file systems", "Put %s on the same file system"));

  private FileErrors() {}

  /** Returns what happened, to which file, and what to do; nothing for other failures. */
  public static Optional<String> describe(Throwable failure) {
    String reason = reason(failure);
    boolean ofFile =
        failure instanceof FileSystemException || failure instanceof FileNotFoundException;
    Optional<String> advice = advice(reason, failure);
    return ofFile || failure.getClass() == IOException.class && advice.isPresent()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s%s. %s",
                reason,
                files(failure),
                advice.orElseGet(() -> "Check " + folders(failure) + " and the disk")))
        : Optional.empty();
  }

  /** Returns what happened, without the names of files. */
  public static String reason(Throwable failure) {
    String message =
        failure instanceof FileSystemException ofFile ? ofFile.getReason() : failure.getMessage();
    if (message != null && !message.isBlank()) {
      return message;
    }
    return WORDS.getOrDefault(
        failure.getClass(),
        failure instanceof FileSystemException
            ? "the file system reports an error"
            : failure.getClass().getSimpleName());
  }

  private static Optional<String> advice(String reason, Throwable failure) {
    String words = reason.toLowerCase(Locale.ROOT);
    return ADVICE.stream()
        .filter(entry -> words.contains(entry.getKey()))
        .map(entry -> String.format(Locale.ROOT, entry.getValue(), folders(failure)))
        .findFirst();
  }

  private static String files(Throwable failure) {
    String files = names(failure).collect(Collectors.joining(" -> "));
    return files.isEmpty() ? "" : ": " + files;
  }

  private static String folders(Throwable failure) {
    List<String> folders =
        names(failure)
            .map(name -> Path.of(name).toAbsolutePath().getParent())
            .map(folder -> folder == null ? "/" : folder.toString())
            .distinct()
            .toList();
    return switch (folders.size()) {
      case 0 -> "the folder";
      case 1 -> "the folder " + folders.get(0);
      default -> "the folders " + String.join(" and ", folders);
    };
  }

  private static Stream<String> names(Throwable failure) {
    return failure instanceof FileSystemException ofFile
        ? Stream.of(ofFile.getFile(), ofFile.getOtherFile()).filter(name -> name != null)
        : Stream.empty();
  }
}
