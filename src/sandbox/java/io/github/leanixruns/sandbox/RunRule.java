package io.github.leanixruns.sandbox;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Changes the outcome of runs that start later: of all of them by default.
 *
 * <p>A rule is active at once. If several rules with the same action match a run, the oldest
 * applies.
 */
public final class RunRule {
  private final RunRules owner;
  private final String name;
  private final Consumer<RunPlan> effect;
  private final Countdown countdown = new Countdown(Countdown.ALWAYS);
  private volatile Predicate<String> connectors = connectorId -> true;

  RunRule(RunRules owner, String name, Consumer<RunPlan> effect) {
    this.owner = owner;
    this.name = name;
    this.effect = effect;
  }

  public RunRule times(int n) {
    countdown.reset(n);
    return this;
  }

  public RunRule once() {
    return times(1);
  }

  public RunRule always() {
    return times(Countdown.ALWAYS);
  }

  public RunRule forConnector(String connectorId) {
    return forConnector(connectorId::equals);
  }

  public RunRule forConnector(Predicate<String> connectorId) {
    connectors = connectorId;
    return this;
  }

  /** Counts the runs that this rule applied to. */
  public int hits() {
    return countdown.hits();
  }

  public void clear() {
    owner.remove(this);
  }

  boolean takes(String connectorId) {
    return !countdown.spent() && connectors.test(connectorId) && countdown.take();
  }

  void apply(RunPlan plan) {
    effect.accept(plan);
  }

  String name() {
    return name;
  }
}
