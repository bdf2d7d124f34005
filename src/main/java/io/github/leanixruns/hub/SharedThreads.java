package io.github.leanixruns.hub;

import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.ledger.Lanes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Shares the threads of steps between the workspaces: the last free thread is for a workspace that
 * has none. A workspace that answers slowly does not stop the runs of the others.
 */
final class SharedThreads implements Lanes.Step {

  /** The delay of a lane whose step was not executed. */
  static final Duration PUT_BACK = Duration.ofSeconds(1);

  private final int threads;
  private final Function<String, Workspace> workspaceOf;
  private final Lanes.Step step;
  private final Map<Workspace, Integer> executing = new HashMap<>();

  /**
   * @param threads how many steps are executed at the same time
   * @param workspaceOf finds the workspace of a lane's next step
   */
  SharedThreads(int threads, Function<String, Workspace> workspaceOf, Lanes.Step step) {
    this.threads = threads;
    this.workspaceOf = workspaceOf;
    this.step = step;
  }

  @Override
  public Duration of(String lane) throws Exception {
    Workspace workspace = workspaceOf.apply(lane);
    if (!enter(workspace)) {
      return PUT_BACK;
    }
    try {
      return step.of(lane);
    } finally {
      leave(workspace);
    }
  }

  private synchronized boolean enter(Workspace workspace) {
    int all = executing.values().stream().mapToInt(Integer::intValue).sum();
    if (executing.containsKey(workspace) && all + 1 >= threads) {
      return false;
    }
    executing.merge(workspace, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(Workspace workspace) {
    executing.computeIfPresent(workspace, (same, steps) -> steps == 1 ? null : steps - 1);
  }
}
