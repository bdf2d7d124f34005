package io.github.leanixruns.ldif;

import java.io.IOException;

/** An error in the content of a file; an IOException, so that Jackson passes it on unchanged. */
final class LdifError extends IOException {
  private static final long serialVersionUID = 1L;
  private static final long WHOLE_FILE = -1;

  private final String advice;
  private final long offset;

  private LdifError(String sentence, String advice, long offset) {
    super(sentence);
    this.advice = advice;
    this.offset = offset;
  }

  static LdifError ofWholeFile(String sentence, String advice) {
    return new LdifError(sentence, advice, WHOLE_FILE);
  }

  static LdifError at(long offset, String sentence) {
    return at(offset, sentence, Advice.CORRECT);
  }

  static LdifError at(long offset, String sentence, String advice) {
    return new LdifError(sentence, advice, offset);
  }

  static LdifError truncated(long size, String part) {
    return at(
        size,
        "the file ends in the middle of " + part + "; perhaps it was still being written.",
        Advice.COMPLETE);
  }

  boolean hasOffset() {
    return offset != WHOLE_FILE;
  }

  /** Returns the byte of the file at which the error is. */
  long offset() {
    return offset;
  }

  /** Returns whether the rest of the file may still have to be written. */
  boolean isTruncation() {
    return advice.equals(Advice.COMPLETE);
  }

  String sentence() {
    return getMessage();
  }

  /** Returns a template for {@link DocumentKind#describe}. */
  String advice() {
    return advice;
  }
}
