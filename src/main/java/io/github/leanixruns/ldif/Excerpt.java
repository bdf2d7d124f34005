package io.github.leanixruns.ldif;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prepares text from a file for a message: short, and without characters that control terminals.
 */
public final class Excerpt {
  private static final int MAX_LENGTH = 60;

  private Excerpt() {}

  /** Returns the start of a text in double quotes. */
  public static String quoted(String text) {
    String start =
        text.codePoints()
            .limit(MAX_LENGTH)
            .mapToObj(Excerpt::printable)
            .collect(Collectors.joining());
    return '"' + start + (text.codePointCount(0, text.length()) > MAX_LENGTH ? "…" : "") + '"';
  }

  /** Returns a text with escapes for characters that are not printable. */
  public static String printable(String text) {
    return text.codePoints().mapToObj(Excerpt::printable).collect(Collectors.joining());
  }

  private static String printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          String.format(Locale.ROOT, "\\u%04X", codePoint);
      default -> Character.toString(codePoint);
    };
  }
}
