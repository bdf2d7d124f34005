package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Sets the variables that the routes of a run need besides its row. */
public final class RunContext {

  private static final List<String> SECRETS =
      List.of("bearer", "resultsUrl", "storageRequest", "upload");

  private final ChannelRegistry channels;

  public RunContext(ChannelRegistry channels) {
    this.channels = channels;
  }

  /** Removes the variables that hold tokens and signed URLs, before others receive the exchange. */
  public void removeSecrets(Exchange exchange) {
    SECRETS.forEach(exchange::removeVariable);
  }

  /** Sets {@code channel} and {@code workspace}. */
  public void open(@Variable("run") Run run, Exchange exchange) {
    Channel channel = channels.named(run.channel());
    exchange.setVariable("channel", channel);
    exchange.setVariable("workspace", channel.workspace());
  }
}
