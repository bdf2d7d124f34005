package io.github.leanixruns.run;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.util.URISupport;

/** Keeps the original message after hooks have received a copy, and passes on their failures. */
public final class DiscardReplyStrategy implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange previous, Exchange reply, Exchange original) {
    if (reply.getException() != null && original.getException() == null) {
      String endpoint =
          URISupport.stripQuery(reply.getProperty(Exchange.TO_ENDPOINT, String.class));
      original.setException(new HookFailedException(endpoint, reply.getException()));
    }
    return original;
  }

  @Override
  public Exchange aggregate(Exchange previous, Exchange reply) {
    return previous == null ? reply : previous;
  }
}
