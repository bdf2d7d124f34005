package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Sets the variables that the routes of a run need besides its row. */
public final class RunContext {

  private static final List<String> SECRETS =
      List.of("bearer", "resultsUrl", "storageRequest", "upload");

  private final ChannelRegistry channels;
  private final Standstill standstill;
  private final Measurements measurements;

  /**
   * @param measurements records the time in which the program stood still
   */
  public RunContext(ChannelRegistry channels, Standstill standstill, Measurements measurements) {
    this.channels = channels;
    this.standstill = standstill;
    this.measurements = measurements;
  }

  /** Removes the variables that hold tokens and signed URLs, before others receive the exchange. */
  public void removeSecrets(Exchange exchange) {
    SECRETS.forEach(exchange::removeVariable);
  }

  /**
   * Sets {@code channel} and {@code workspace}, and measures from time to time whether the program
   * stood still.
   */
  public void open(@Variable("run") Run run, Exchange exchange) {
    Channel channel = channels.named(run.channel());
    exchange.setVariable("channel", channel);
    exchange.setVariable("workspace", channel.workspace());
    if (standstill.isToMeasure(run, channel.pollingPolicy())) {
      measure(run, channel, Duration.ZERO, exchange);
    }
  }

  /** Records a long delay, so that it counts although nothing is measured in the meantime. */
  public void plan(
      @Variable("run") Run run,
      @Variable("channel") Channel channel,
      @Variable("dueIn") Duration dueIn,
      Exchange exchange) {
    if (standstill.isLong(dueIn, channel.pollingPolicy())) {
      measure(run, channel, dueIn, exchange);
    }
  }

  private void measure(Run run, Channel channel, Duration planned, Exchange exchange) {
    Instant now = standstill.now();
    long millis = Standstill.of(run, channel.pollingPolicy(), now).toMillis();
    exchange.setVariable("run", measurements.record(run.id(), millis, now, planned.toMillis()));
  }

  /** Records in the ledger the time in which the program stood still. */
  public interface Measurements {

    /** Returns the row of the run. */
    Run record(String id, long standstillMillis, Instant measuredAt, long plannedMillis);
  }
}
