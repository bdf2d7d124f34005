package io.github.leanixruns.settings;

import java.util.Optional;

/** Says in words, for the person who starts the program, which setting keeps it from starting. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the settings exception that is at the bottom of a failed start, where there is one. */
  public static Optional<SettingsException> in(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SettingsException)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable((SettingsException) cause);
  }
}
