package io.github.leanixruns.kamelet;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns descriptions of the hub's failures into those of a kamelet, which has neither settings nor
 * files.
 */
final class CallerWords {

  // what LeanIX answered, or the body contains, is quoted unchanged, and may contain quotes itself
  private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

  private CallerWords() {}

  /** Returns the description of a failed step. */
  static String ofFailure(String description) {
    return outsideQuotes(
        description,
        own ->
            own.replace("leanix.base-url", "baseUrl")
                .replace("Do not drop the file again", "Do not run the LDIF again"));
  }

  /** Returns the reason why a body is not an LDIF. */
  static String ofRejection(String reason) {
    return outsideQuotes(
        reason, own -> own.replace("The file ", "The body ").replace("the file ", "the body "));
  }

  private static String outsideQuotes(String text, UnaryOperator<String> words) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.find()
        ? words.apply(text.substring(0, quoted.start()))
            + quoted.group()
            + words.apply(text.substring(quoted.end()))
        : words.apply(text);
  }
}
