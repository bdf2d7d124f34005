package io.github.leanixruns.settings;

import java.util.Optional;

/** Describes an invalid setting to the person who starts the program. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the settings exception that caused a failed start, if there is one. */
  public static Optional<SettingsException> in(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SettingsException)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable((SettingsException) cause);
  }
}
