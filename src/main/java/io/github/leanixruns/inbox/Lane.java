package io.github.leanixruns.inbox;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.files.Sha256;
import io.github.leanixruns.ldif.LdifHeader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;
import org.apache.camel.Variable;

/**
 * Decides which runs go one after another: with {@code leanix.run.order=connector} those of one
 * connector in one workspace, with {@code none} each run is a lane of its own.
 */
public final class Lane {

  private final Function<String, Channel> channels;

  /**
   * @param channels finds a channel by its name, which may be null
   */
  public Lane(Function<String, Channel> channels) {
    this.channels = channels;
  }

  /** Returns the lane of a run, a short text whatever the connector's fields hold. */
  public String of(@Variable("verdict") Verdict verdict, @Variable("claim") Claim claim) {
    Channel channel = channels.apply(claim.origin().channel());
    return channel.perConnector() ? hash(verdict.ldif().header(), channel) : claim.id();
  }

  private static String hash(LdifHeader header, Channel channel) {
    String connector =
        String.join(
            "\n",
            channel.workspace().baseUrl(),
            header.connectorType(),
            header.connectorId(),
            header.connectorVersion(),
            header.processingDirection());
    return HexFormat.of()
        .formatHex(Sha256.digest().digest(connector.getBytes(StandardCharsets.UTF_8)));
  }
}
