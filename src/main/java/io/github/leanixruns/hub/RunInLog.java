package io.github.leanixruns.hub;

import io.github.leanixruns.inbox.Claim;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.trace.Traceparent;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

/**
 * Puts into the log's MDC which run each line is about, for all that is logged while a step of a
 * route processes the run or its claimed file, on any thread.
 */
final class RunInLog implements InterceptStrategy {

  private static final String FILE = "file";
  private static final String LEDGER_ID = "ledgerId";
  private static final String RUN_ID = "runId";
  private static final String TRACE_ID = "traceId";

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor next) {
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        if (isShown(exchange)) {
          return super.process(exchange, callback);
        }
        Map<String, String> before = MDC.getCopyOfContextMap();
        show(exchange);
        boolean sync =
            super.process(
                exchange,
                doneSync -> {
                  if (!doneSync) {
                    clear();
                  }
                  callback.done(doneSync);
                });
        restore(before);
        return sync;
      }
    };
  }

  private static boolean isShown(Exchange exchange) {
    String shown = MDC.get(LEDGER_ID);
    if (exchange.getVariable("run") instanceof Run run) {
      return run.id().equals(shown) && Objects.equals(run.runId(), MDC.get(RUN_ID));
    }
    return exchange.getVariable("claim") instanceof Claim claim
        ? claim.id().equals(shown)
            && Objects.equals(traceId(traceparent(claim, exchange)), MDC.get(TRACE_ID))
        : shown == null;
  }

  /** Shows the run of an exchange, or none. */
  static void show(Exchange exchange) {
    if (exchange.getVariable("run") instanceof Run run) {
      show(run.label(), run.id(), run.runId(), run.traceparent());
    } else if (exchange.getVariable("claim") instanceof Claim claim) {
      show(claim.label(), claim.id(), null, traceparent(claim, exchange));
    } else {
      clear();
    }
  }

  private static String traceparent(Claim claim, Exchange exchange) {
    return Traceparent.of(exchange, claim.origin().traceparent());
  }

  private static String traceId(String traceparent) {
    return traceparent == null ? null : Traceparent.traceId(traceparent);
  }

  private static void show(String file, String ledgerId, String runId, String traceparent) {
    put(FILE, file);
    put(LEDGER_ID, ledgerId);
    put(RUN_ID, runId);
    put(TRACE_ID, traceId(traceparent));
  }

  private static void put(String key, String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  /** Shows no run, before the thread continues with something else. */
  static void clear() {
    show(null, null, null, null);
  }

  private static void restore(Map<String, String> before) {
    if (before == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(before);
    }
  }
}
