package io.github.leanixruns.kamelet;

import io.github.leanixruns.channel.Channel;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run of a message: a new one, or that of an earlier delivery, because a redelivery must not
 * start a second run.
 *
 * @param ldif null if the message continues with a run that the caller names
 * @param run the run at its first step
 */
record RunOfMessage(CallerMessage caller, TemporaryLdif ldif, OpenRun run) {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.run");

  /** Continues with a run that the caller names. */
  static RunOfMessage named(String runId, Exchange exchange, Channel channel, Clock clock) {
    return new RunOfMessage(
        CallerMessage.of(exchange),
        null,
        OpenRun.received(channel.test(), null).attached(runId, clock.instant()));
  }

  /**
   * @throws RunException if the body is not an LDIF, or LeanIX has ended the run of an earlier
   *     delivery
   */
  static RunOfMessage of(Exchange exchange, Channel channel, Clock clock)
      throws IOException, RunException {
    CallerMessage caller = CallerMessage.of(exchange);
    Optional<RunException> earlier = RunException.ofEarlierDelivery(exchange);
    Optional<TemporaryLdif> known = earlier.flatMap(failure -> failure.ldifOf(caller));
    TemporaryLdif ldif =
        known.isPresent() ? known.get() : TemporaryLdif.of(exchange, channel.check());
    OpenRun received = OpenRun.received(channel.test(), ldif.header().processingDirection());
    if (earlier.isPresent()) {
      return new RunOfMessage(caller, ldif, redelivered(received, earlier.get(), ldif, clock));
    }
    if (exchange.getMessage().getHeader("JMSRedelivered", false, boolean.class)) {
      LOG.warn(
          "The broker delivered this message before. LeanIX may have executed its LDIF: look for a run of its connector in LeanIX. A new run is created.");
    }
    return new RunOfMessage(caller, ldif, received);
  }

  private static OpenRun redelivered(
      OpenRun received, RunException earlier, TemporaryLdif ldif, Clock clock) throws RunException {
    if (!earlier.isOf(ldif)) {
      LOG.warn(
          "A redelivered message has another LDIF than run {}, which LeanIX may have executed. A new run is created.",
          earlier.getRunId());
      return received;
    }
    if (earlier.isFinal()) {
      throw earlier;
    }
    LOG.info("Run {} continues with a redelivered message.", earlier.getRunId());
    return received.attached(earlier.getRunId(), clock.instant());
  }
}
