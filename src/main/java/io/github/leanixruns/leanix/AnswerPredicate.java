package io.github.leanixruns.leanix;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Decides whether a catch clause applies to an answer. A bean call in a simple expression would get
 * the exception that was caught last, because it works on a copy of the exchange.
 */
final class AnswerPredicate implements org.apache.camel.Predicate {

  private final java.util.function.Predicate<HttpOperationFailedException> applies;

  AnswerPredicate(java.util.function.Predicate<HttpOperationFailedException> applies) {
    this.applies = applies;
  }

  @Override
  public boolean matches(Exchange exchange) {
    HttpOperationFailedException answer = exchange.getException(HttpOperationFailedException.class);
    return answer != null && applies.test(answer);
  }
}
