package io.github.leanixruns.ldif;

import java.io.IOException;

/** What is wrong with a file; an IOException, so that it passes through Jackson unchanged. */
final class Mistake extends IOException {
  private static final long serialVersionUID = 1L;
  private static final long NOWHERE = -1;

  private final String advice;
  private final long offset;

  private Mistake(String sentence, String advice, long offset) {
    super(sentence);
    this.advice = advice;
    this.offset = offset;
  }

  static Mistake ofWholeFile(String sentence, String advice) {
    return new Mistake(sentence, advice, NOWHERE);
  }

  static Mistake at(long offset, String sentence) {
    return at(offset, sentence, Advice.CORRECT);
  }

  static Mistake at(long offset, String sentence, String advice) {
    return new Mistake(sentence, advice, offset);
  }

  boolean hasPlace() {
    return offset != NOWHERE;
  }

  long offset() {
    return offset;
  }

  String sentence() {
    return getMessage();
  }

  String advice(DocumentKind kind) {
    return kind.describe(advice);
  }
}
