package io.github.leanixruns.inbox;

import io.github.leanixruns.files.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The id of a work folder, in its file {@code folder.id}. */
final class FolderId {

  private FolderId() {}

  /**
   * Returns the id, and creates it if it is missing. Nodes that share a folder get the same one.
   *
   * @param part a new temporary name in the file system of the folder
   */
  static String in(Path work, Path part) throws IOException {
    Path file = work.resolve("folder.id");
    if (!Files.exists(file)) {
      OwnerOnly.replace(part, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
      FilePlacement.link(part, file);
      Files.deleteIfExists(part);
    }
    return Files.readString(file, StandardCharsets.US_ASCII);
  }
}
