package io.github.leanixruns.http;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Repeats a request at once if the pooled connection on which it was sent was closed. Load
 * balancers close connections without notice. The failed connection leaves the pool, so the last
 * attempt uses a new connection. Only the routes repeat a request for another reason.
 */
final class PooledConnectionRetry implements HttpRequestRetryStrategy {

  private final int maxConnections;

  /**
   * @param maxConnections the size of the pool
   */
  PooledConnectionRetry(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  @Override
  public boolean retryRequest(
      HttpRequest request, IOException failure, int attempts, HttpContext context) {
    return failure instanceof PooledConnectionClosedException && attempts <= maxConnections;
  }

  @Override
  public boolean retryRequest(HttpResponse response, int attempts, HttpContext context) {
    return false;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int attempts, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
