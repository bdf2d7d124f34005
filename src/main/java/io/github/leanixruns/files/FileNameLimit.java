package io.github.leanixruns.files;

import java.nio.charset.StandardCharsets;

/** Truncates file names to the length that file systems support. */
public final class FileNameLimit {

  /** The maximum length of a file name in UTF-8. */
  public static final int MAX_BYTES = 255;

  private FileNameLimit() {}

  /** Returns the longest prefix of a text that has at most the given number of bytes in UTF-8. */
  public static String truncate(String text, int maxBytes) {
    // a character has at least one byte
    int end = Math.min(text.length(), maxBytes);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    while (bytes(text.substring(0, end)) > maxBytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  /** Returns a file name of at most {@link #MAX_BYTES} with its extension. */
  public static String truncate(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && bytes(name.substring(dot)) < MAX_BYTES ? name.substring(dot) : "";
    String stem = name.substring(0, name.length() - extension.length());
    return truncate(stem, MAX_BYTES - bytes(extension)) + extension;
  }

  /** Returns the length of a text in UTF-8. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
