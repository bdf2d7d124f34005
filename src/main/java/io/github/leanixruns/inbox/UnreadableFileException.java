package io.github.leanixruns.inbox;

import java.io.IOException;

/** Reports that a claimed file cannot be read, and will not be readable later. */
final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason a sentence for the receipt
   */
  UnreadableFileException(String reason) {
    super(reason);
  }
}
