package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileErrorsTest {

  static Stream<Arguments> descriptions() {
    return Stream.of(
        arguments(
            new AccessDeniedException("/work/ldif/id/o1.json", "/archive/o1.json", null),
            "permission denied: /work/ldif/id/o1.json -> /archive/o1.json."
                + " Correct the permissions of the folders /work/ldif/id and /archive"),
        arguments(
            new AccessDeniedException("/a/b", "/a/c", null),
            "permission denied: /a/b -> /a/c. Correct the permissions of the folder /a"),
        arguments(
            new NoSuchFileException("/a/b"),
            "no such file or folder: /a/b. Check that the folder /a exists"),
        arguments(
            new FileSystemException("/a/b", null, "Read-only file system"),
            "Read-only file system: /a/b. Make the file system of the folder /a writable"),
        arguments(
            new FileSystemException("/a/b", null, "No space left on device"),
            "No space left on device: /a/b. Free some space on the disk of the folder /a"),
        arguments(
            new FileSystemException("/a/b", null, "Too many open files"),
            "Too many open files: /a/b. Raise the limit of open files (ulimit -n)"),
        arguments(
            new FileAlreadyExistsException("/a/b"),
            "a file of this name exists: /a/b. Check the folder /a and the disk"),
        arguments(
            new DirectoryNotEmptyException("/a/b"),
            "the folder is not empty: /a/b. Check the folder /a and the disk"),
        arguments(
            new FileSystemException("/a/b"),
            "the file system reports an error: /a/b. Check the folder /a and the disk"),
        arguments(
            new FileNotFoundException("/a/b (Permission denied)"),
            "/a/b (Permission denied). Correct the permissions of the folder"),
        arguments(
            new IOException("No space left on device"),
            "No space left on device. Free some space on the disk of the folder"));
  }

  @ParameterizedTest
  @MethodSource
  void descriptions(IOException failure, String description) {
    assertThat(FileErrors.describe(failure)).hasValue(description);
  }

  @Test
  void otherFailuresAreNotDescribed() {
    assertThat(FileErrors.describe(new SocketException("Permission denied"))).isEmpty();
    assertThat(FileErrors.describe(new IOException("Connection reset by peer"))).isEmpty();
    assertThat(FileErrors.describe(new IllegalStateException())).isEmpty();
  }

  @Test
  void aReasonNamesNoFile() {
    assertThat(FileErrors.reason(new AccessDeniedException("/a/b"))).isEqualTo("permission denied");
    assertThat(FileErrors.reason(new FileSystemException("/a/b", "/c", "disk full")))
        .isEqualTo("disk full");
    assertThat(FileErrors.reason(new IllegalStateException("closed"))).isEqualTo("closed");
    assertThat(FileErrors.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
