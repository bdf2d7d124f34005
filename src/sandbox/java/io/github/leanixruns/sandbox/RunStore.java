package io.github.leanixruns.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Holds all runs in the order in which they were created. */
final class RunStore {
  private final Map<String, SandboxRun> byId = new ConcurrentHashMap<>();
  private final Queue<SandboxRun> inOrder = new ConcurrentLinkedQueue<>();

  void add(SandboxRun run) {
    byId.put(run.id(), run);
    inOrder.add(run);
  }

  /** Returns a run. Refuses an unknown or forgotten run with 404. */
  SandboxRun known(String id) {
    return find(id)
        .filter(run -> !run.forgotten())
        .orElseThrow(
            () -> new Refusal(404, "No synchronization run with the id " + id + " exists."));
  }

  Optional<SandboxRun> find(String id) {
    return id == null ? Optional.empty() : Optional.ofNullable(byId.get(id));
  }

  Stream<SandboxRun> all() {
    return inOrder.stream();
  }

  int size() {
    return byId.size();
  }

  void forget(String id) {
    find(id).ifPresent(SandboxRun::forget);
  }
}
