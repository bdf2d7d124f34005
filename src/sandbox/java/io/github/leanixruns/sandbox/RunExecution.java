package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Executes one LDIF and holds the outcome. */
final class RunExecution {
  private static final int KEPT_WARNINGS = 1000;

  private final ElementStore elementStore;
  private final Spool spool;
  private final RunHeader header;
  private final List<RunWarning> warnings = new ArrayList<>();
  private long processed;
  private long errors;
  private RunResults results;

  RunExecution(ElementStore elementStore, Spool spool, RunHeader header) {
    this.elementStore = elementStore;
    this.spool = spool;
    this.header = header;
  }

  /**
   * Executes the LDIF.
   *
   * @param returnElements whether the elements of an inbound LDIF become its results
   */
  void run(Content ldif, boolean returnElements) throws IOException {
    if (!header.inbound()) {
      results = new RunResults(header, elementStore.snapshot());
      processed = elementStore.size();
      return;
    }
    LdifReader.forEach(ldif, this::apply);
    if (returnElements) {
      results = new RunResults(header, LdifReader.extract(ldif, "content", spool));
    }
  }

  void warn(RunWarning warning) {
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

  List<RunWarning> warnings() {
    return List.copyOf(warnings);
  }

  RunResults results() {
    return results;
  }

  private void apply(JsonNode node) throws IOException {
    WorkspaceElement element = WorkspaceElement.of(node);
    if (element == null) {
      errors++;
      warn(
          new RunWarning(
              node.path("id").asText(""),
              "The element was skipped.",
              "An element needs the strings type and id and the object data."));
      return;
    }
    elementStore.upsert(element, header.full());
    processed++;
  }
}
