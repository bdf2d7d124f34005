package io.github.leanixruns.leanix;

import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Keeps the requests to a workspace within its budget, and the time of the last answer. */
public final class Requests {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final String RUNS = "synchronizationRuns";

  private final Clock clock;
  private volatile long lastAnswerAt;
  private volatile int nodes = 1;

  Requests(Clock clock) {
    this.clock = clock;
    this.lastAnswerAt = clock.millis();
  }

  /** Returns the time of the last success, or of the start, in milliseconds since 1970. */
  public long lastAnswerAt() {
    return lastAnswerAt;
  }

  /**
   * Waits until a request may be sent. Requests for a status wait for all others.
   *
   * @throws RateLimitedException if LeanIX asked for a pause that has not ended
   */
  public void acquire(
      @Variable("workspace") Workspace workspace,
      @Header(Exchange.HTTP_METHOD) HttpMethods method,
      @Header(Exchange.HTTP_PATH) String path)
      throws Exception {
    workspace.requestBudget().share(nodes);
    workspace.requestBudget().acquire(isForStatus(method, path));
  }

  private static boolean isForStatus(HttpMethods method, String path) {
    return method == HttpMethods.GET && (path.endsWith("/status") || path.equals(RUNS));
  }

  /** Sets the number of nodes that share the budget of a workspace. */
  public void share(@Body int newNodes) {
    nodes = newNodes;
  }

  /** Records that LeanIX has answered with a success. */
  public void answered(@Variable("workspace") Workspace workspace) {
    lastAnswerAt = clock.millis();
    workspace.outage().ended();
    workspace.requestBudget().accepted();
  }

  /** Records an answer with an error status, and throws it. */
  public void failed(
      @Variable("workspace") Workspace workspace,
      @ExchangeException HttpOperationFailedException answer)
      throws HttpOperationFailedException {
    if (answer.getStatusCode() == TOO_MANY_REQUESTS) {
      workspace.requestBudget().limited(RetryAfter.of(answer, clock).orElse(null));
    } else {
      workspace.requestBudget().accepted();
    }
    throw answer;
  }
}
