package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The warnings of a run, read page by page.
 *
 * @param count how many there are; a hundred thousand may be more
 * @param first the first hundred, whole, as LeanIX gave them
 * @param hasMore whether there may be another page
 */
public record Warnings(long count, List<JsonNode> first, boolean hasMore) {

  static final int PAGE = 100;
  static final long MOST = 100_000;

  static Warnings none() {
    return new Warnings(0, List.of(), false);
  }

  static Warnings notReadYet() {
    return new Warnings(0, List.of(), true);
  }

  /** Returns how many warnings a page has: the most that LeanIX allows. */
  public int pageSize() {
    return PAGE;
  }

  /** A larger page, or no end of pages, is from something that knows no offset. */
  Warnings plus(JsonNode page) {
    List<JsonNode> kept = new ArrayList<>(first);
    for (int i = 0; i < page.size() && kept.size() < PAGE; i++) {
      kept.add(page.get(i));
    }
    long counted = count + page.size();
    return new Warnings(counted, List.copyOf(kept), page.size() == PAGE && counted < MOST);
  }
}
