package io.github.leanixruns.sandbox;

import java.util.List;

/** Ends a call with a status and an error response in LeanIX's format. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> errors;

  Refusal(int status, String... errors) {
    this(status, List.of(errors));
  }

  Refusal(int status, List<String> errors) {
    super(String.join(" ", errors), null, false, false);
    this.status = status;
    this.errors = errors;
  }

  HttpReply reply() {
    return HttpReply.errors(status, errors);
  }
}
