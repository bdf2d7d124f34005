package io.github.leanixruns.inbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * By what something that is handed in is known again.
 *
 * @param name the same each time that it is handed in
 * @param ofContent whether the same name with other content is something else
 */
public record DeliveryKey(String name, boolean ofContent) {

  /** Returns the ledger's id of what has this key. */
  String id(String sha256) {
    String whole = ofContent ? name + "\n" + sha256 : name;
    return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
