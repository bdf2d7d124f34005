package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** Returns the status, warnings, statistics and results of a run. */
final class RunReadHandlers {
  private static final int MOST_WARNINGS = 100;

  private final RunEngine engine;
  private final RunStore runs;
  private final BlobStore blobs;

  RunReadHandlers(RunEngine engine, RunStore runs, BlobStore blobs) {
    this.engine = engine;
    this.runs = runs;
    this.blobs = blobs;
  }

  HttpReply status(HttpCall call) {
    return HttpReply.json(200, RunJson.status(run(call), engine.now()));
  }

  HttpReply progress(HttpCall call) {
    return HttpReply.json(200, RunJson.progress(run(call), engine.now()));
  }

  HttpReply statistics(HttpCall call) {
    return HttpReply.json(200, RunJson.statistics(run(call), engine.now()));
  }

  HttpReply results(HttpCall call) {
    RunResults results = run(call).results();
    return results == null
        ? HttpReply.empty(204)
        : HttpReply.stream(200, "application/json", results.length(), results);
  }

  HttpReply resultsUrl(HttpCall call) {
    RunResults results = run(call).results();
    String url = results == null ? null : blobs.publish(results);
    return HttpReply.json(200, SandboxJson.object().put("url", url));
  }

  HttpReply warnings(HttpCall call) {
    SandboxRun run = run(call);
    int offset = call.number("offset", 0);
    int limit = call.number("limit", MOST_WARNINGS);
    if (limit < 1 || limit > MOST_WARNINGS || offset < 0 || offset % limit != 0) {
      throw new Refusal(
          400, "The limit must be from 1 to 100, the offset a multiple of it and not negative.");
    }
    ArrayNode page = SandboxJson.array();
    int end = (int) Math.min((long) offset + limit, run.warningCount());
    for (int i = offset; i < end; i++) {
      page.add(run.warning(i).toJson());
    }
    return HttpReply.json(200, page);
  }

  private SandboxRun run(HttpCall call) {
    return runs.known(call.path("id"));
  }
}
