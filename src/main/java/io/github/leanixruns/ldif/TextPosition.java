package io.github.leanixruns.ldif;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The position of a byte as an editor shows it.
 *
 * @param line from 1
 * @param column in characters, from 1
 * @param character that the byte belongs to, or -1 at the end of the file
 */
record TextPosition(long line, long column, int character) {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int END = -1;

  /** Reads the file again up to the byte, which only rejected files pay for. */
  static TextPosition of(Path file, long offset) throws IOException {
    try (Reader text =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      return find(text, offset);
    }
  }

  String describe() {
    return "Line " + line + ", column " + column;
  }

  private static TextPosition find(Reader text, long offset) throws IOException {
    long line = 1;
    long column = 0;
    int character = 0;
    for (long bytes = 0; bytes <= offset; bytes += utf8Length(character)) {
      int previous = character;
      character = next(text);
      if (previous == '\n' || (previous == '\r' && character != '\n')) {
        line++;
        column = 0;
      }
      column += bytes == 0 && character == BYTE_ORDER_MARK ? 0 : 1;
    }
    return new TextPosition(line, column, character);
  }

  private static int next(Reader text) throws IOException {
    int first = text.read();
    return first != END && Character.isHighSurrogate((char) first)
        ? Character.toCodePoint((char) first, (char) text.read())
        : first;
  }

  private static int utf8Length(int character) {
    if (character < 0x80) {
      return 1;
    }
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
