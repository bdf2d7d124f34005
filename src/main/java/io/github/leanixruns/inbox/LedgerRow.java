package io.github.leanixruns.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifHeader;
import io.github.leanixruns.ldif.LdifRejectedException;
import io.github.leanixruns.trace.Traceparent;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Builds the ledger's row of a received file. */
public final class LedgerRow {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChannelRegistry channels;
  private final Clock clock;

  public LedgerRow(ChannelRegistry channels, Clock clock) {
    this.channels = channels;
    this.clock = clock;
  }

  /** Returns the columns of a run's row by name. */
  public Map<String, Object> received(
      @Variable("claim") Claim claim,
      @Variable("verdict") Verdict verdict,
      @Variable("lane") String lane,
      Exchange exchange)
      throws JsonProcessingException {
    CheckedLdif ldif = verdict.ldif();
    LdifHeader header = ldif.header();
    Map<String, Object> row = rowOf(claim, exchange);
    row.put("lane", lane);
    row.put("file_size", ldif.sizeBytes());
    row.put("sha256", ldif.sha256());
    row.put("element_count", ldif.elementCount());
    row.put("connector_type", header.connectorType());
    row.put("connector_id", header.connectorId());
    row.put("connector_version", header.connectorVersion());
    row.put("processing_direction", header.processingDirection());
    row.put("processing_mode", header.processingMode());
    row.put("description", header.description());
    row.put("notes", JSON.writeValueAsString(ldif.notes()));
    row.put("sent_as_dropped", ldif.sentAsDropped());
    return storable(row);
  }

  /** Returns the columns of a rejected file's row by name. */
  public Map<String, Object> rejected(
      @Variable("claim") Claim claim, @Variable("verdict") Verdict verdict, Exchange exchange) {
    LdifRejectedException rejection = verdict.rejection();
    Map<String, Object> row = rowOf(claim, exchange);
    row.put("file_size", rejection.sizeBytes());
    row.put("sha256", rejection.sha256());
    row.put("reason", rejection.reason());
    row.put("advice", Channel.toFolder(rejection.advice(), (String) row.get("channel")));
    return storable(row);
  }

  /** JSON and AMQP allow U+0000 in texts, but PostgreSQL does not. */
  private static Map<String, Object> storable(Map<String, Object> row) {
    row.replaceAll(
        (column, value) -> value instanceof String text ? text.replace("\0", "") : value);
    return row;
  }

  private Map<String, Object> rowOf(Claim claim, Exchange exchange) {
    Origin origin = claim.origin();
    // a channel that does not exist is only named in the reason
    String channel = channels.has(origin.channel()) ? origin.channel() : null;
    Map<String, Object> row = new HashMap<>();
    row.put("id", claim.id());
    row.put("file_name", claim.fileName());
    row.put("received_at", clock.millis());
    row.put("kind", origin.kind());
    row.put("source", origin.source());
    row.put("channel", channel);
    row.put("test", channels.named(channel).test() ? 1 : 0);
    row.put("reply_to", origin.replyTo());
    row.put("correlation_id", origin.correlationId());
    // that of the receipt's own span, if there are spans
    row.put("traceparent", Traceparent.of(exchange, origin.traceparent()));
    return row;
  }
}
