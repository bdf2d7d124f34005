package io.github.leanixruns.ldif;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what Jackson says in its own; the first rule that fits counts. */
enum SyntaxRule {
  UNKNOWN_ESCAPE(
      "character escape '(.)'",
      Stop.AT,
      "a backslash followed by %s is no escape; a backslash itself is written \\\\."),
  BROKEN_ESCAPE("character escape \\(", Stop.AT, "a backslash stands here without its character."),
  HEX_DIGIT("hex-digit", Stop.AT, "the escape \\u takes four hex digits."),
  NOT_ASCII("'[^\\x00-\\x7F]' \\(code", Stop.AT, Shared.ONLY_IN_TEXTS),
  NOT_ASCII_EITHER("Invalid UTF-8", Stop.BEHIND, Shared.ONLY_IN_TEXTS),
  COMMENT("\\(non-standard\\) comment|'#' .*expected a", Stop.AT, "JSON has no comments."),
  SINGLE_QUOTE(
      "''' .*(?:start field name|expected a)",
      Stop.AT,
      "JSON has double quotes only, not single ones."),
  COMMA_IN_OBJECT("'(.)' .*separate Object entries", Stop.AT, "a comma or } is missing before %s."),
  COMMA_IN_ARRAY("'(.)' .*separate Array entries", Stop.AT, "a comma or ] is missing before %s."),
  NO_KEY(
      "'([,}])' .*start field name",
      Stop.AT,
      "a key is missing before %s; perhaps there is a comma too many."),
  KEY("'(.)' .*start field name", Stop.AT, "a key in double quotes is expected, not %s."),
  COLON("'(.)' .*a colon", Stop.AT, "a colon is missing before %s."),
  PLUS("plus signs", Stop.BEHIND, "a number begins with +, which JSON does not know."),
  LEADING_ZERO("Leading zeroes", Stop.BEHIND, "a number begins with a 0 too many."),
  DIGIT("'(.)' .*in numeric value", Stop.AT, "a digit is missing in a number, before %s."),
  DIGIT_AT_THE_END("in numeric value", Stop.AT, "a digit is missing in a number."),
  NO_VALUE(
      "'([,}\\]])' .*expected a",
      Stop.AT,
      "a value is missing before %s; perhaps there is a comma too many."),
  VALUE("'(.)' .*(?:expected a|root-level)", Stop.AT, "a value is expected, not %s."),
  NOT_A_NUMBER(
      "Non-standard token '(.*?)'",
      Stop.BEHIND_WORD,
      "%s is no number that JSON knows; null may serve."),
  UNKNOWN_WORD(
      "Unrecognized token '(.*)':",
      Stop.PAST_WORD,
      "%s is no JSON value; texts need double quotes."),
  LINE_BREAK(
      "Illegal unquoted character.*code 1[03]\\)",
      Stop.AT,
      "a line ends within a text; the closing quote is missing, or \\n is meant."),
  CONTROL_IN_TEXT(
      "Illegal unquoted character.*code (\\d+)\\)",
      Stop.AT,
      "the control character %s stands in a text; write it as an escape."),
  CONTROL_OUTSIDE(
      "Illegal character.*code (\\d+)\\)",
      Stop.BEHIND,
      "the control character %s stands outside of texts."),
  CLOSING_BRACKET(
      "close marker '(.)'",
      Stop.AT,
      "%s closes what was not opened, or another bracket is missing before."),
  ANYTHING_ELSE("", Stop.AT, "this is not well-formed JSON.");

  /** Where Jackson stops: at the mistake, behind it, or one byte further. */
  private enum Stop {
    AT,
    BEHIND,
    BEHIND_WORD,
    PAST_WORD
  }

  // The constants of an enum cannot refer to fields of the enum itself
  private static final class Shared {
    static final String ONLY_IN_TEXTS =
        "a character stands here that JSON has only in texts, perhaps a typographic quotation mark"
            + " or a no-break space.";
  }

  private final Pattern pattern;
  private final Stop stop;
  private final String sentence;

  SyntaxRule(String pattern, Stop stop, String sentence) {
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    this.stop = stop;
    this.sentence = sentence;
  }

  static Mistake mistake(String message, long offset) {
    for (SyntaxRule rule : values()) {
      Matcher matcher = rule.pattern.matcher(message);
      if (matcher.find()) {
        return rule.fill(matcher.groupCount() == 0 ? "" : matcher.group(1), offset);
      }
    }
    throw new AssertionError("the last rule fits everything");
  }

  private Mistake fill(String shown, long offset) {
    long back =
        switch (stop) {
          case AT -> 0;
          case BEHIND -> 1;
          case BEHIND_WORD -> shown.length();
          case PAST_WORD -> shown.length() + 1;
        };
    return Mistake.at(offset - back, sentence.replace("%s", words(shown)));
  }

  private String words(String shown) {
    return switch (this) {
      case CONTROL_IN_TEXT, CONTROL_OUTSIDE -> String.format("U+%04X", Integer.parseInt(shown));
      default -> shown.equals("\"") ? "a double quote" : Excerpt.quoted(shown);
    };
  }
}
