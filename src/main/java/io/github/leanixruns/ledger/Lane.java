package io.github.leanixruns.ledger;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Variable;

/**
 * Decides which runs go one after another: with {@code leanix.run.order=connector} those of one
 * connector, with {@code none} each run is a lane of its own.
 */
public final class Lane {

  private final boolean perConnector;

  public Lane(boolean perConnector) {
    this.perConnector = perConnector;
  }

  /** Returns the lane of a run, a short text whatever the connector's fields hold. */
  public String of(@Variable("ldif") CheckedLdif ldif, @Variable("claim") Claim claim) {
    return perConnector ? hash(ldif.header()) : claim.id();
  }

  private static String hash(LdifHeader header) {
    String connector =
        String.join(
            "\n",
            header.connectorType(),
            header.connectorId(),
            header.connectorVersion(),
            header.processingDirection());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(connector.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
