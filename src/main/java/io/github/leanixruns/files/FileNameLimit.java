package io.github.leanixruns.files;

import java.nio.charset.StandardCharsets;

/** Makes names of files out of data from elsewhere. */
public final class Names {

  /** How long a name may be on the file systems that there are. */
  public static final int MOST_BYTES = 255;

  private Names() {}

  /** Returns the beginning of a text that has so many bytes in UTF-8 at most. */
  public static String shortened(String text, int mostBytes) {
    // a character has one byte at least
    int end = Math.min(text.length(), mostBytes);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    while (bytes(text.substring(0, end)) > mostBytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  /** Returns a name that is not too long; its extension is kept. */
  public static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    String extension =
        dot > 0 && bytes(name.substring(dot)) < MOST_BYTES ? name.substring(dot) : "";
    String stem = name.substring(0, name.length() - extension.length());
    return shortened(stem, MOST_BYTES - bytes(extension)) + extension;
  }

  /** Returns how many bytes a text has in UTF-8. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
