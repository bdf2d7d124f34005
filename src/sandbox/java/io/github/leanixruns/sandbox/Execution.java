package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One LDIF being worked off, and what came of it. */
final class Execution {
  private static final int KEPT_WARNINGS = 1000;

  private final Workspace workspace;
  private final Spool spool;
  private final RunHeader header;
  private final List<Warning> warnings = new ArrayList<>();
  private long processed;
  private long errors;
  private RunResults results;

  Execution(Workspace workspace, Spool spool, RunHeader header) {
    this.workspace = workspace;
    this.spool = spool;
    this.header = header;
  }

  /**
   * Does what the LDIF asks for.
   *
   * @param handBack whether an inbound LDIF's own elements are to be its results
   */
  void run(Content ldif, boolean handBack) throws IOException {
    if (!header.inbound()) {
      results = new RunResults(header, workspace.snapshot());
      processed = workspace.size();
      return;
    }
    LdifReader.forEach(ldif, this::apply);
    if (handBack) {
      results = new RunResults(header, LdifReader.extract(ldif, "content", spool));
    }
  }

  void warn(Warning warning) {
    if (warnings.size() < KEPT_WARNINGS) {
      warnings.add(warning);
    }
  }

  long processed() {
    return processed;
  }

  long errors() {
    return errors;
  }

  List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  RunResults results() {
    return results;
  }

  private void apply(JsonNode node) throws IOException {
    Element element = Element.of(node);
    if (element == null) {
      errors++;
      warn(
          new Warning(
              node.path("id").asText(""),
              "The element is left out.",
              "An element needs the strings type and id, and the object data."));
      return;
    }
    workspace.upsert(element, header.full());
    processed++;
  }
}
