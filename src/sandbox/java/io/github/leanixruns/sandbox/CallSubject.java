package io.github.leanixruns.sandbox;

/** Identifies the run or connector of a call; unknown values are null. */
record CallSubject(String runId, String connectorId) {
  static final CallSubject NONE = new CallSubject(null, null);
}
