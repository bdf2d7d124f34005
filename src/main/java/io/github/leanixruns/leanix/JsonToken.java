package io.github.leanixruns.leanix;

/** Checks a number or a literal of JSON, which arrives byte by byte. */
final class JsonToken {

  private enum State {
    NONE,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    EXPONENT,
    EXPONENT_SIGN,
    EXPONENT_DIGITS,
    LITERAL
  }

  private State state = State.NONE;
  private String literal;
  private int literalLength;

  boolean isOpen() {
    return state != State.NONE;
  }

  void accept(byte character) throws InvalidAnswerException {
    state =
        switch (state) {
          case NONE -> begin(character);
          case MINUS -> integer(character);
          case ZERO -> afterInteger(character);
          case INTEGER -> isDigit(character) ? state : afterInteger(character);
          case POINT -> require(isDigit(character), State.FRACTION);
          case FRACTION -> isDigit(character) ? state : exponent(character);
          case EXPONENT ->
              character == '+' || character == '-' ? State.EXPONENT_SIGN : exponentDigit(character);
          case EXPONENT_SIGN, EXPONENT_DIGITS -> exponentDigit(character);
          case LITERAL -> continueLiteral(character);
        };
  }

  /** Ends the token before another character. */
  void end() throws InvalidAnswerException {
    require(isComplete(), state);
    state = State.NONE;
  }

  private boolean isComplete() {
    return switch (state) {
      case ZERO, INTEGER, FRACTION, EXPONENT_DIGITS -> true;
      case LITERAL -> literalLength == literal.length();
      default -> false;
    };
  }

  private State begin(byte character) throws InvalidAnswerException {
    if (character == '-') {
      return State.MINUS;
    }
    if (isDigit(character)) {
      return integer(character);
    }
    literal = character == 't' ? "true" : character == 'f' ? "false" : "null";
    literalLength = 0;
    return continueLiteral(character);
  }

  private State continueLiteral(byte character) throws InvalidAnswerException {
    boolean fits = literalLength < literal.length() && literal.charAt(literalLength) == character;
    literalLength++;
    return require(fits, State.LITERAL);
  }

  private static State integer(byte character) throws InvalidAnswerException {
    return require(isDigit(character), character == '0' ? State.ZERO : State.INTEGER);
  }

  private static State afterInteger(byte character) throws InvalidAnswerException {
    return character == '.' ? State.POINT : exponent(character);
  }

  private static State exponent(byte character) throws InvalidAnswerException {
    return require(character == 'e' || character == 'E', State.EXPONENT);
  }

  private static State exponentDigit(byte character) throws InvalidAnswerException {
    return require(isDigit(character), State.EXPONENT_DIGITS);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static State require(boolean valid, State next) throws InvalidAnswerException {
    if (!valid) {
      throw ResultsScanner.notJson();
    }
    return next;
  }
}
