package io.github.leanixruns.run;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.spi.LogListener;
import org.slf4j.MDC;

/** Puts the run id into the log's MDC, for the lines that a route logs about a run. */
public final class RunIdInLog implements LogListener {

  private static final String KEY = "runId";

  @Override
  public String onLog(Exchange exchange, CamelLogger logger, String message) {
    if (exchange.getVariable("run") instanceof RunProgress run && run.runId() != null) {
      MDC.put(KEY, run.runId());
    } else {
      clear();
    }
    return message;
  }

  /** Removes the run id, before the thread continues with another run. */
  public static void clear() {
    MDC.remove(KEY);
  }
}
