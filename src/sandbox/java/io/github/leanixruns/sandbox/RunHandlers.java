package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;

/** Creates, starts, stops and lists runs. */
final class RunHandlers {
  private final RunEngine engine;
  private final RunStore runs;
  private final LdifInputs inputs;
  private final ConfigurationStore configurations;
  private final boolean createAnswersArray;

  RunHandlers(
      RunEngine engine,
      RunStore runs,
      LdifInputs inputs,
      ConfigurationStore configurations,
      boolean createAnswersArray) {
    this.engine = engine;
    this.runs = runs;
    this.inputs = inputs;
    this.configurations = configurations;
    this.createAnswersArray = createAnswersArray;
  }

  HttpReply create(HttpCall call) throws IOException {
    SandboxRun run = create(call, call.keepBody(), null);
    JsonNode status = RunJson.status(run, engine.now());
    return HttpReply.json(200, createAnswersArray ? SandboxJson.array().add(status) : status);
  }

  HttpReply createWithConfig(HttpCall call) throws IOException {
    SandboxRun run = create(call, inputs.withConfig(call), null);
    return HttpReply.json(200, SandboxJson.object().put("id", run.id()));
  }

  HttpReply createWithUrl(HttpCall call) throws IOException {
    SandboxRun run = create(call, inputs.withUrl(call), null);
    return withConfiguration(run, RunJson.configuration(run));
  }

  HttpReply createWithGroup(HttpCall call) throws IOException {
    String group = call.query("groupName");
    JsonNode configuration = configurations.ofGroup(group);
    return withConfiguration(create(call, call.keepBody(), group), configuration);
  }

  HttpReply createWithGroupAndUrl(HttpCall call) throws IOException {
    String group = call.query("groupName");
    JsonNode configuration = configurations.ofGroup(group);
    return withConfiguration(create(call, inputs.withUrl(call), group), configuration);
  }

  HttpReply start(HttpCall call) {
    engine.start(runs.known(call.path("id")), call.flag("test"));
    return HttpReply.empty(200);
  }

  HttpReply stop(HttpCall call) throws IOException {
    engine.stop(runs.known(call.path("id")));
    return HttpReply.empty(200);
  }

  HttpReply list(HttpCall call) {
    Instant now = engine.now();
    return HttpReply.stream(200, "application/json", -1, out -> writeList(out, now));
  }

  private void writeList(OutputStream out, Instant now) throws IOException {
    try (JsonGenerator generator = SandboxJson.generator(out)) {
      generator.writeStartArray();
      for (Iterator<SandboxRun> all = runs.all().iterator(); all.hasNext(); ) {
        SandboxRun run = all.next();
        if (!run.forgotten()) {
          generator.writeTree(RunJson.status(run, now));
        }
      }
      generator.writeEndArray();
    }
  }

  private static HttpReply withConfiguration(SandboxRun run, JsonNode configuration) {
    return HttpReply.json(
        200, SandboxJson.object().put("id", run.id()).set("processorConfiguration", configuration));
  }

  private SandboxRun create(HttpCall call, Content ldif, String group) throws IOException {
    try {
      boolean start = call.flag("start");
      boolean test = call.flag("test");
      if (test && !start) {
        throw new Refusal(400, "The parameter test requires the parameter start to be true.");
      }
      SandboxRun run = engine.create(LdifReader.check(ldif), ldif, group);
      runs.add(run);
      call.runId(run.id());
      if (start) {
        engine.start(run, test);
      }
      return run;
    } catch (Refusal e) {
      ldif.discard();
      throw e;
    }
  }
}
