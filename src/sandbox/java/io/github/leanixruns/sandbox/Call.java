package io.github.leanixruns.sandbox;

/** Names the calls that the sandbox serves, as faults and recorded requests refer to them. */
public enum Call {
  TOKEN,
  /** {@code POST /synchronizationRuns}. */
  CREATE,
  CREATE_WITH_CONFIG,
  CREATE_WITH_URL,
  CREATE_WITH_GROUP,
  CREATE_WITH_GROUP_AND_URL,
  START,
  STATUS,
  PROGRESS,
  WARNINGS,
  STATISTICS,
  RESULTS,
  RESULTS_URL,
  STOP,
  LIST,
  /** {@code GET /storages/azure}. */
  STORAGE,
  /** Any {@code PUT} to a blob: whole, block or block list. */
  UPLOAD,
  /** Any {@code GET} from a blob, results included. */
  DOWNLOAD,
  /** Fast runs, with and without their own configuration. */
  FAST,
  /** Processor configurations: listing, inserting or updating, deleting. */
  CONFIGURATIONS,
  /** Unknown paths and methods that are not allowed. */
  OTHER
}
