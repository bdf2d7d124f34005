package io.github.leanixruns.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.BitSet;

/**
 * The parts of a transfer, several of which are transferred at the same time: blocks of an upload,
 * with the list of blocks as the last part, or ranges of results.
 */
final class Parts {

  static final int NONE = -1;
  // limits the memory of a transfer; the storage accepts 50,000 blocks
  private static final int MAX_PARTS = 1_000;

  private final int count;
  private final boolean lastAlone;
  private final BitSet done;
  private int next;

  /**
   * @param lastAlone whether the last part is transferred after all others
   */
  Parts(int count, boolean lastAlone) {
    this(count, lastAlone, new byte[0]);
  }

  /** Continues a transfer. */
  @JsonCreator
  Parts(
      @JsonProperty("count") int count,
      @JsonProperty("lastAlone") boolean lastAlone,
      @JsonProperty("done") byte[] done) {
    this.count = count;
    this.lastAlone = lastAlone;
    this.done = BitSet.valueOf(done);
  }

  /** Returns the size of the parts of a file, which is larger than usual for a very large file. */
  static long size(long fileSize, long usual) {
    return Math.max(usual, (fileSize - 1) / MAX_PARTS + 1);
  }

  /** Returns the number of parts. */
  @JsonProperty
  int count() {
    return count;
  }

  @JsonProperty
  boolean lastAlone() {
    return lastAlone;
  }

  /** Returns a bit for each part. */
  @JsonProperty
  synchronized byte[] done() {
    return done.toByteArray();
  }

  /** Takes a part that is to be transferred, or returns {@link #NONE}. Each is taken once. */
  synchronized int take() {
    int part = done.nextClearBit(next);
    boolean tooEarly = lastAlone && part == count - 1 && done.cardinality() < part;
    if (part >= count || tooEarly) {
      return NONE;
    }
    next = part + 1;
    return part;
  }

  /** Records that a part was transferred. */
  synchronized void done(int part) {
    done.set(part);
  }

  /** Lets the parts that were not taken wait for the next attempt. */
  synchronized void stop() {
    next = count;
  }

  /** Returns the first part that is not done. */
  synchronized int firstMissing() {
    return done.nextClearBit(0);
  }
}
