package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A method and a path, and what serves them.
 *
 * @param pattern the path's segments, those in braces standing for any
 * @param access what has to be there before the handler is asked
 */
record Route(
    String method,
    String[] pattern,
    Access access,
    Call call,
    SubjectFinder subject,
    Handler handler) {

  /** Whom a route lets in. */
  enum Access {
    /** Whoever has a good access token. */
    BEARER,
    /** Whoever comes; the handler may know better. */
    OPEN,
    /** Whoever comes, without being counted or meeting faults. */
    CONTROL
  }

  /** Serves a call. */
  @FunctionalInterface
  interface Handler {
    HttpReply handle(HttpCall call) throws IOException;
  }

  /** Finds whom a call is about. */
  @FunctionalInterface
  interface SubjectFinder {
    Subject find(HttpCall call) throws IOException;
  }

  /** Answers the values of the segments in braces, or null where the path is another. */
  Map<String, String> match(String[] path) {
    if (path.length != pattern.length) {
      return null;
    }
    Map<String, String> variables = null;
    for (int i = 0; i < path.length; i++) {
      if (pattern[i].startsWith("{")) {
        variables = variables == null ? new HashMap<>() : variables;
        variables.put(pattern[i].substring(1, pattern[i].length() - 1), path[i]);
      } else if (!pattern[i].equals(path[i])) {
        return null;
      }
    }
    return variables == null ? Map.of() : variables;
  }
}
