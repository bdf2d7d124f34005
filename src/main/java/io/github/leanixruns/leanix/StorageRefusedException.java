package io.github.leanixruns.leanix;

import java.io.IOException;

/**
 * Says that LeanIX's storage does not take an LDIF at this address, or does not give out results;
 * the next try asks for another.
 */
public final class StorageRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageRefusedException(String message) {
    super(message);
  }
}
