package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Manages the temporary files of one sandbox, and deletes them with it. */
final class Spool {
  private final Path directory;
  private final AtomicLong files = new AtomicLong();

  Spool() throws IOException {
    directory = Files.createTempDirectory("leanix-sandbox-");
  }

  Path directory() {
    return directory;
  }

  Path newFile() {
    return directory.resolve(Long.toString(files.incrementAndGet()));
  }

  ContentWriter writer() {
    return new ContentWriter(newFile());
  }

  Content read(InputStream in) throws IOException {
    return write(in::transferTo);
  }

  Content write(Payload payload) throws IOException {
    try (ContentWriter writer = writer()) {
      payload.writeTo(writer);
      return writer.toContent();
    }
  }

  void delete() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
