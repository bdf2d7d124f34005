package io.github.leanixruns.sandbox;

/** The run that a call is about; what is not known of it is null. */
record Subject(String runId, String connectorId) {
  static final Subject NONE = new Subject(null, null);
}
