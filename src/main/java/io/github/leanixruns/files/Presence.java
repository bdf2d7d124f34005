package io.github.leanixruns.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells whether files exist, where a wrong answer would lose a file or start a run twice. */
public final class Presence {

  private Presence() {}

  /**
   * Tells whether a file exists.
   *
   * @throws IOException if that is not known: a folder is not accessible, or the disk has an error.
   *     {@link Files#exists} would say no
   */
  public static boolean of(Path file, LinkOption... options) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, options);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
