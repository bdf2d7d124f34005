package io.github.leanixruns.leanix;

import java.io.IOException;

/** Thrown if an answer is not the JSON that the API documents. The call is retried. */
public final class InvalidAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  public InvalidAnswerException(String message) {
    super(message);
  }

  public InvalidAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
