package io.github.leanixruns.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;

/** Applies the faults to each request, calls its handler and sends the answer. */
final class RequestDispatcher implements HttpHandler {
  /** A page of another site cannot send it without asking first, which is not answered. */
  private static final String CONTROL_HEADER = "Sandbox-Control";

  private final PathMappings mappings;
  private final TokenHandlers tokens;
  private final RunEngine engine;
  private final Faults faults;
  private final RequestLog requestLog;
  private final Spool spool;
  private final Clock clock;

  RequestDispatcher(
      PathMappings mappings,
      TokenHandlers tokens,
      RunEngine engine,
      Faults faults,
      RequestLog requestLog,
      Spool spool,
      Clock clock) {
    this.mappings = mappings;
    this.tokens = tokens;
    this.engine = engine;
    this.faults = faults;
    this.requestLog = requestLog;
    this.spool = spool;
    this.clock = clock;
  }

  /** The server closes the connection on every exception. */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpCall call = new HttpCall(exchange, spool, clock.instant());
    try {
      PathMapping mapping = mappings.find(call);
      if (!call.isForThisHost()) {
        call.send(
            new Refusal(421, "The host of this request is not this machine.").reply(), () -> {});
      } else if (mapping != null && mapping.protection() == PathMapping.Protection.CONTROL) {
        call.send(control(mapping, call), () -> {});
      } else {
        serve(mapping, call);
      }
    } finally {
      call.discardBody();
    }
  }

  private HttpReply control(PathMapping mapping, HttpCall call) throws IOException {
    return call.header(CONTROL_HEADER) == null
        ? new Refusal(403, "This request needs the header " + CONTROL_HEADER + ".").reply()
        : work(mapping, call);
  }

  private void serve(PathMapping mapping, HttpCall call) throws IOException {
    Runnable end = requestLog.begin();
    try {
      call.send(answer(mapping, call), end);
    } finally {
      end.run();
    }
  }

  /** Records the request before the answer is sent, so that a client finds it recorded. */
  private HttpReply answer(PathMapping mapping, HttpCall call) throws IOException {
    Call name = mapping == null ? Call.OTHER : mapping.call();
    int status = RecordedRequest.CUT;
    try {
      HttpReply reply =
          faults.apply(name, () -> subject(mapping, call), call, () -> work(mapping, call));
      status = reply.isCutHalfway() ? RecordedRequest.CUT : reply.status();
      return reply;
    } finally {
      requestLog.record(
          new RecordedRequest(name, call.at(), call.runId(), call.header("traceparent"), status));
    }
  }

  private static CallSubject subject(PathMapping mapping, HttpCall call) throws IOException {
    return mapping == null ? CallSubject.NONE : mapping.subject().find(call);
  }

  private HttpReply work(PathMapping mapping, HttpCall call) throws IOException {
    if (mapping == null) {
      return mappings.notFound(call);
    }
    try {
      if (mapping.protection() == PathMapping.Protection.BEARER) {
        tokens.requireBearer(call);
        engine.settle();
      }
      return mapping.handler().handle(call);
    } catch (Refusal e) {
      HttpReply reply = e.reply();
      return reply.status() == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply;
    } catch (RuntimeException e) {
      return new Refusal(500, "The sandbox failed: " + e).reply();
    }
  }
}
