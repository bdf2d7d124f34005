package io.github.leanixruns.inbox;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.files.Sha256;
import io.github.leanixruns.ldif.LdifHeader;
import io.github.leanixruns.leanix.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;
import org.apache.camel.Variable;

/**
 * Assigns runs to lanes: with {@code leanix.run.order=connector} one lane for each connector and
 * workspace, with {@code none} one for each run.
 */
public final class Lane {

  private final Function<String, Channel> channels;

  /**
   * @param channels finds a channel by its name, which may be null
   */
  public Lane(Function<String, Channel> channels) {
    this.channels = channels;
  }

  /** Returns the lane of a run: a hash or the run's id, both of limited length. */
  public String of(@Variable("verdict") Verdict verdict, @Variable("claim") Claim claim) {
    Channel channel = channels.apply(claim.origin().channel());
    return channel.perConnector()
        ? ofConnector(verdict.ldif().header(), channel.workspace())
        : claim.id();
  }

  /** Returns the lane of all runs of a connector. */
  public static String ofConnector(LdifHeader header, Workspace workspace) {
    String connector =
        String.join(
            "\n",
            workspace.baseUrl(),
            header.connectorType(),
            header.connectorId(),
            header.connectorVersion(),
            header.processingDirection());
    return HexFormat.of()
        .formatHex(Sha256.digest().digest(connector.getBytes(StandardCharsets.UTF_8)));
  }
}
