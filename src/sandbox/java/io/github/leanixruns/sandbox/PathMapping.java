package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Maps a method and a path to the handler that serves them.
 *
 * @param pattern the segments of the path; a segment in braces matches any value
 * @param protection what a request needs before the handler is called
 */
record PathMapping(
    String method,
    String[] pattern,
    Protection protection,
    Call call,
    SubjectFinder subject,
    CallHandler handler) {

  /** Says what a request needs to be served. */
  enum Protection {
    /** A valid access token. */
    BEARER,
    /** Nothing; the handler may check more. */
    OPEN,
    /** The header Sandbox-Control; the request is not recorded and no fault applies to it. */
    CONTROL
  }

  /** Serves a call. */
  @FunctionalInterface
  interface CallHandler {
    HttpReply handle(HttpCall call) throws IOException;
  }

  /** Finds the run or connector of a call. */
  @FunctionalInterface
  interface SubjectFinder {
    CallSubject find(HttpCall call) throws IOException;
  }

  /** Returns the values of the segments in braces, or null if the path does not match. */
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
