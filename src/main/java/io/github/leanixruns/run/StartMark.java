package io.github.leanixruns.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.StringJoiner;

/**
 * What the work folder records of a run before it is started.
 *
 * @param ledgerId the id of the ledger that has the run's row
 * @param runId the id that LeanIX assigned, or null for a fast run
 * @param startedAt when the run was started, in ISO 8601
 * @param connector {@code type/id/version/direction}
 * @param description the description in the LDIF, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StartMark(
    String ledgerId, String runId, String startedAt, String connector, String description) {

  /** A mark of which only the file exists. */
  static final StartMark UNKNOWN = new StartMark(null, null, null, null, null);

  /** Returns what identifies the run in LeanIX. */
  String describe() {
    if (startedAt == null) {
      return "no details are recorded";
    }
    StringJoiner details = new StringJoiner(", ");
    details.add(runId == null ? "fast run" : "run " + runId);
    details.add("started at " + startedAt);
    details.add("connector " + connector);
    if (description != null) {
      details.add("description \"" + description + "\"");
    }
    return details.toString();
  }
}
