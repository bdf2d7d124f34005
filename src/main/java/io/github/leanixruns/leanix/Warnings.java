package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The warnings of a run, which are read page by page.
 *
 * @param count their number, counted up to 100,000
 * @param first the first hundred, unchanged
 * @param hasMore whether there may be another page
 */
public record Warnings(long count, List<JsonNode> first, boolean hasMore) {

  static final int PAGE = 100;
  static final long MAX = 100_000;

  static Warnings none() {
    return new Warnings(0, List.of(), false);
  }

  static Warnings notReadYet() {
    return new Warnings(0, List.of(), true);
  }

  /** Returns the size of a page: the maximum that LeanIX allows. */
  public int pageSize() {
    return PAGE;
  }

  /** Stops at a larger page and at the maximum: such a server ignores the offset. */
  Warnings plus(JsonNode page) {
    List<JsonNode> kept = new ArrayList<>(first);
    for (int i = 0; i < page.size() && kept.size() < PAGE; i++) {
      kept.add(page.get(i));
    }
    long counted = count + page.size();
    return new Warnings(counted, List.copyOf(kept), page.size() == PAGE && counted < MAX);
  }
}
