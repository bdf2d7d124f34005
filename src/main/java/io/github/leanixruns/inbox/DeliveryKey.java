package io.github.leanixruns.inbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Identifies duplicate deliveries.
 *
 * @param name the same for each delivery
 * @param ofContent whether the same name with another content is another delivery
 */
public record DeliveryKey(String name, boolean ofContent) {

  /** Returns the ledger's id for a content with this key. */
  String id(String sha256) {
    String whole = ofContent ? name + "\n" + sha256 : name;
    return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
