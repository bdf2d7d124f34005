package io.github.leanixruns.leanix;

import java.io.IOException;

/** Says that an answer is not the JSON it should be; the call is tried again. */
public final class InvalidAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  public InvalidAnswerException(String message) {
    super(message);
  }

  public InvalidAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
