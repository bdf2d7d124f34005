package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Executes fast runs before it answers. */
final class FastHandlers {
  private static final byte[] RESULTS = ",\"results\":".getBytes(StandardCharsets.UTF_8);

  private final RunEngine engine;
  private final RunStore fastRuns;
  private final RunRules rules;
  private final LdifInputs inputs;

  FastHandlers(RunEngine engine, RunStore fastRuns, RunRules rules, LdifInputs inputs) {
    this.engine = engine;
    this.fastRuns = fastRuns;
    this.rules = rules;
    this.inputs = inputs;
  }

  HttpReply run(HttpCall call) throws IOException {
    return run(call, call.body());
  }

  HttpReply runWithConfig(HttpCall call) throws IOException {
    Content ldif = inputs.withConfig(call);
    try {
      return run(call, ldif);
    } finally {
      ldif.discard();
    }
  }

  private HttpReply run(HttpCall call, Content ldif) throws IOException {
    SandboxRun run = engine.create(LdifReader.check(ldif), ldif, null);
    if (!run.header().inbound()) {
      throw new Refusal(400, "Fast execution does not support outbound yet.");
    }
    RunPlan plan = rules.plan(run.header().connectorId());
    RunExecution execution = engine.runNow(run, call.flag("test"), plan);
    fastRuns.add(run);
    call.runId(run.id());
    return reply(execution, plan, Duration.between(run.startedAt(), run.finishedAt()));
  }

  private static HttpReply reply(RunExecution execution, RunPlan plan, Duration duration) {
    ObjectNode json = SandboxJson.object().put("status", plan.outcome.name());
    ArrayNode warnings = json.putArray("warnings");
    execution.warnings().forEach(warning -> warnings.add(warning.toJson()));
    for (int i = 0; i < plan.warnings; i++) {
      warnings.add(RunWarning.numbered(i).toJson());
    }
    json.putObject("stats")
        .put("duration", duration.toString())
        .put("processedContentCount", execution.processed())
        .put("processorCount", 1);
    return execution.results() == null
        ? HttpReply.json(200, json)
        : withResults(SandboxJson.bytes(json), execution.results());
  }

  private static HttpReply withResults(byte[] json, RunResults results) {
    byte[] start = Arrays.copyOf(json, json.length - 1);
    return HttpReply.stream(
        200,
        "application/json",
        start.length + RESULTS.length + results.length() + 1,
        out -> writeResults(out, start, results));
  }

  private static void writeResults(OutputStream out, byte[] start, RunResults results)
      throws IOException {
    out.write(start);
    out.write(RESULTS);
    results.writeTo(out);
    out.write('}');
  }
}
