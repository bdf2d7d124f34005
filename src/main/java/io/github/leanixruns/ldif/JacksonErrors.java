package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Converts errors of Jackson, and passes on its sentences. */
final class JacksonErrors {
  // Names of classes and options that only programmers know
  private static final Pattern API_DETAILS =
      Pattern.compile(
          "Source: [^;]*; "
              + "|: enable `[^`]*` to allow"
              + "|, from `[^`]*`"
              + "| \\(not recognized as one since [^)]*\\)");
  private static final int LAST_ASCII = 0x7F;

  private final Path file;
  private final long size;

  JacksonErrors(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Converts an error.
   *
   * @param part of the document in which the parser stopped
   */
  LdifError describe(JsonProcessingException e, JsonParser parser, String part) throws IOException {
    long read = parser.currentLocation().getByteOffset();
    if (isTruncated(e, parser, read)) {
      return LdifError.truncated(size, part);
    }
    String problem = e instanceof StreamConstraintsException ? "limit exceeded" : "invalid JSON";
    String sentence = sentence(e, read - 1);
    String end = sentence.endsWith("?") ? "" : ".";
    return LdifError.at(read - 1, problem + " in " + part + ": " + sentence + end);
  }

  /** Jackson reports some errors in the middle of a word or number before the end of the file. */
  private boolean isTruncated(JsonProcessingException e, JsonParser parser, long read)
      throws IOException {
    return e instanceof JsonEOFException
        || (read >= size
            && !parser.getParsingContext().inRoot()
            && "}]".indexOf(TextPosition.of(file, size - 1).character()) < 0);
  }

  /** Outside of strings Jackson does not decode characters, and its sentence names a byte. */
  private String sentence(JsonProcessingException e, long offset) throws IOException {
    int character = TextPosition.of(file, offset).character();
    return character > LAST_ASCII
        ? String.format(
            Locale.ROOT,
            "Unexpected character U+%04X (%s)",
            character,
            Character.getName(character))
        : Excerpt.printable(API_DETAILS.matcher(e.getOriginalMessage()).replaceAll(""));
  }
}
