package io.github.leanixruns.leanix;

import java.io.IOException;

/** Thrown if LeanIX's storage refuses a signed URL. The next attempt requests another one. */
public final class StorageRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageRefusedException(String message) {
    super(message);
  }
}
