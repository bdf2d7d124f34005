package io.github.leanixruns.chaos;

import java.util.ArrayList;
import java.util.List;

/** A table of what was expected and what was found. */
final class Tally {

  private final List<Row> rows = new ArrayList<>();

  private record Row(String what, long expected, long found) {

    boolean holds() {
      return expected == found;
    }
  }

  void add(String what, long expected, long found) {
    rows.add(new Row(what, expected, found));
  }

  boolean holds() {
    return rows.stream().allMatch(Row::holds);
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append("%-48s %8s %8s  %s%n".formatted("what", "expected", "found", "held"));
    for (Row row : rows) {
      table.append(
          "%-48s %8d %8d  %s%n"
              .formatted(row.what(), row.expected(), row.found(), row.holds() ? "yes" : "NO"));
    }
    return table.toString();
  }
}
