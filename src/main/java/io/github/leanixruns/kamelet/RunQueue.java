package io.github.leanixruns.kamelet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Limits the open runs of an application, and executes the runs of a lane one after another, in the
 * order of their arrival. Thread-safe.
 */
final class RunQueue {

  private final int maxOpen;
  private final Waits waits;
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private final Set<Turn> open = new HashSet<>();
  private final Set<String> openLanes = new HashSet<>();

  RunQueue(int maxOpen, Waits waits) {
    this.maxOpen = maxOpen;
    this.waits = waits;
  }

  /**
   * Returns the turn of a run, which begins when the runs before it have ended.
   *
   * @param lane null if the run need not wait for other runs of its connector
   */
  Turn enter(String lane) {
    Turn turn = new Turn(lane, waits.create());
    synchronized (this) {
      waiting.add(turn);
    }
    beginNext();
    return turn;
  }

  /** Ends the turn of a run, whether it has begun or not. */
  void leave(Turn turn) {
    synchronized (this) {
      waiting.remove(turn);
      if (open.remove(turn)) {
        openLanes.remove(turn.lane);
      }
    }
    beginNext();
  }

  private void beginNext() {
    next().forEach(turn -> waits.end(turn.begins));
  }

  private synchronized List<Turn> next() {
    List<Turn> next = new ArrayList<>();
    Iterator<Turn> turns = waiting.iterator();
    while (open.size() < maxOpen && turns.hasNext()) {
      Turn turn = turns.next();
      if (turn.lane == null || openLanes.add(turn.lane)) {
        turns.remove();
        open.add(turn);
        next.add(turn);
      }
    }
    return next;
  }

  /** The turn of a run. */
  static final class Turn {

    private final String lane;
    private final CompletableFuture<Void> begins;

    private Turn(String lane, CompletableFuture<Void> begins) {
      this.lane = lane;
      this.begins = begins;
    }

    CompletableFuture<Void> begins() {
      return begins;
    }
  }
}
