package io.github.leanixruns.ldif;

import java.util.stream.Collectors;

/** Quotes text of a file in a reason: short, and with nothing in it that a terminal obeys. */
final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  static String quoted(String text) {
    String shown =
        text.codePoints().limit(LONGEST).mapToObj(Excerpt::shown).collect(Collectors.joining());
    return '"' + shown + (text.codePointCount(0, text.length()) > LONGEST ? "…" : "") + '"';
  }

  private static String shown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          String.format("\\u%04X", codePoint);
      default -> Character.toString(codePoint);
    };
  }
}
