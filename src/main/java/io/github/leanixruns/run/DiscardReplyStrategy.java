package io.github.leanixruns.run;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.util.URISupport;

/**
 * Leaves a message as it was after others were told of it, whatever they did to their own, and
 * passes on a failure to tell them.
 */
public final class DiscardReplyStrategy implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange soFar, Exchange told, Exchange original) {
    if (told.getException() != null && original.getException() == null) {
      String endpoint = URISupport.stripQuery(told.getProperty(Exchange.TO_ENDPOINT, String.class));
      original.setException(new HookFailedException(endpoint, told.getException()));
    }
    return original;
  }

  @Override
  public Exchange aggregate(Exchange soFar, Exchange told) {
    return soFar == null ? told : soFar;
  }
}
