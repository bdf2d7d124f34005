package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns a complaint of Jackson into a mistake with a place, in words for those who wrote it. */
final class Complaint {
  private static final Pattern WORD = Pattern.compile("Unrecognized token '(.*)':", Pattern.DOTALL);

  private final Progress progress;
  private final WatchedInput input;

  Complaint(Progress progress, WatchedInput input) {
    this.progress = progress;
    this.input = input;
  }

  Mistake mistake(JsonProcessingException e, JsonParser parser) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      long offset = parser.currentLocation().getByteOffset() - 1;
      return LimitRule.mistake(message, offset, progress.where());
    }
    if (progress.hasEnded()) {
      return DocumentWalk.moreFollows(progress);
    }
    long offset = e.getLocation().getByteOffset();
    return isTruncated(message, offset) ? truncated() : SyntaxRule.mistake(message, offset);
  }

  private boolean isTruncated(String message, long offset) {
    return message.startsWith("Unexpected end-of-input")
        || endsWithinWord(message, offset)
        || endsWithinNumber(message, offset);
  }

  private boolean endsWithinWord(String message, long offset) {
    Matcher word = WORD.matcher(message);
    return offset == input.size()
        && word.find()
        && Stream.of("true", "false", "null").anyMatch(whole -> whole.startsWith(word.group(1)))
        && word.group(1).endsWith(Character.toString(input.last()));
  }

  private boolean endsWithinNumber(String message, long offset) {
    return offset == input.size() - 1
        && message.startsWith("Unexpected character ('.' (code 46)) in numeric value");
  }

  private Mistake truncated() {
    return Mistake.at(
        input.size(),
        "the file ends in the middle of "
            + progress.where()
            + "; perhaps it was still being written.",
        Advice.COMPLETE);
  }
}
