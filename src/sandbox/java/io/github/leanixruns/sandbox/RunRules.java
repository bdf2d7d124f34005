package io.github.leanixruns.sandbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Holds the active rules for runs. */
final class RunRules {
  private final List<RunRule> rules = new CopyOnWriteArrayList<>();
  private final Duration runTime;

  RunRules(Duration runTime) {
    this.runTime = runTime;
  }

  RunRule end(RunOutcome outcome) {
    return add("END_RUNS", plan -> plan.outcome = outcome);
  }

  RunRule warn(int count) {
    return add("GIVE_WARNINGS", plan -> plan.warnings = count);
  }

  RunRule giveResults() {
    return add("GIVE_RESULTS", plan -> plan.results = true);
  }

  RunRule take(Duration time) {
    return add("RUNS_TAKE", plan -> plan.time = time);
  }

  RunPlan plan(String connectorId) {
    RunPlan plan = new RunPlan(runTime);
    Set<String> decided = new HashSet<>();
    for (RunRule rule : rules) {
      if (!decided.contains(rule.name()) && rule.takes(connectorId)) {
        decided.add(rule.name());
        rule.apply(plan);
      }
    }
    return plan;
  }

  List<RunRule> all() {
    return rules;
  }

  void remove(RunRule rule) {
    rules.remove(rule);
  }

  void clear() {
    rules.clear();
  }

  private RunRule add(String name, Consumer<RunPlan> effect) {
    RunRule rule = new RunRule(this, name, effect);
    rules.add(rule);
    return rule;
  }
}
