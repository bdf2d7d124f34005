package io.github.leanixruns.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;

/** Leads each request past the faults to its handler, and its answer back. */
final class Router implements HttpHandler {
  private final Routes routes;
  private final TokenHandlers tokens;
  private final RunEngine engine;
  private final Faults faults;
  private final Traffic traffic;
  private final Spool spool;
  private final Clock clock;

  Router(
      Routes routes,
      TokenHandlers tokens,
      RunEngine engine,
      Faults faults,
      Traffic traffic,
      Spool spool,
      Clock clock) {
    this.routes = routes;
    this.tokens = tokens;
    this.engine = engine;
    this.faults = faults;
    this.traffic = traffic;
    this.spool = spool;
    this.clock = clock;
  }

  /** What is thrown from here has the server close the connection. */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpCall call = new HttpCall(exchange, spool, clock.instant());
    try {
      Route route = routes.find(call);
      if (route != null && route.access() == Route.Access.CONTROL) {
        call.send(work(route, call), () -> {});
      } else {
        serve(route, call);
      }
    } finally {
      call.discardBody();
    }
  }

  private void serve(Route route, HttpCall call) throws IOException {
    Runnable end = traffic.begin();
    try {
      call.send(answer(route, call), end);
    } finally {
      end.run();
    }
  }

  /** Records before sending: who has the answer finds it recorded. */
  private HttpReply answer(Route route, HttpCall call) throws IOException {
    Call name = route == null ? Call.OTHER : route.call();
    int status = RecordedRequest.CUT;
    try {
      HttpReply reply =
          faults.apply(name, () -> subject(route, call), call, () -> work(route, call));
      status = reply.halfway() ? RecordedRequest.CUT : reply.status();
      return reply;
    } finally {
      traffic.record(name, call.at(), call.runId(), status);
    }
  }

  private static Subject subject(Route route, HttpCall call) throws IOException {
    return route == null ? Subject.NONE : route.subject().find(call);
  }

  private HttpReply work(Route route, HttpCall call) throws IOException {
    if (route == null) {
      return routes.notFound(call);
    }
    try {
      if (route.access() == Route.Access.BEARER) {
        tokens.requireBearer(call);
        engine.settle();
      }
      return route.handler().handle(call);
    } catch (Refusal e) {
      HttpReply reply = e.reply();
      return reply.status() == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply;
    } catch (RuntimeException e) {
      return new Refusal(500, "The sandbox has a fault of its own: " + e).reply();
    }
  }
}
