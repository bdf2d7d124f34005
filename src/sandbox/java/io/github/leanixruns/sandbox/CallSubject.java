package io.github.leanixruns.sandbox;

/**
 * Identifies what a call is about; unknown values are null.
 *
 * @param part the id of an uploaded block, or the range of a download
 */
record CallSubject(String runId, String connectorId, String part) {
  static final CallSubject NONE = new CallSubject(null, null);

  CallSubject(String runId, String connectorId) {
    this(runId, connectorId, null);
  }
}
