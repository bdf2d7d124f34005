package io.github.leanixruns.trace;

import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** The context of a trace as W3C's header {@code traceparent}. */
public final class Traceparent {

  /** The name of the header, and of the property of messages. */
  public static final String HEADER = "traceparent";

  // the trace id and the id of the parent span, of which neither is zero, and the flags
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int TRACE_ID = 3;
  private static final int TRACE_ID_END = 35;

  private Traceparent() {}

  /** Returns a value that others have set, or null if it is not valid. */
  public static String valid(Object value) {
    return value instanceof String text && VALID.matcher(text).matches() ? text : null;
  }

  /** Returns the header of an exchange, or another value if it is missing or not valid. */
  public static String of(Exchange exchange, String otherwise) {
    String header = valid(exchange.getMessage().getHeader(HEADER));
    return header == null ? otherwise : header;
  }

  /** Returns the trace id of a valid value. */
  public static String traceId(String valid) {
    return valid.substring(TRACE_ID, TRACE_ID_END);
  }
}
