package io.github.leanixruns.ldif;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is unusual in elements, and keeps only the first occurrence of each kind. */
final class ElementNotes {
  private final Map<String, Occurrences> kinds = new LinkedHashMap<>();

  /**
   * Counts an occurrence.
   *
   * @param kind one of a limited number, as the rest of a sentence that starts with an element
   * @param line from 1
   */
  void add(String array, long index, String kind, int line) {
    kinds.compute(
        kind,
        (key, known) ->
            known == null
                ? new Occurrences(array + "[" + index + "]" + kind, line, 1)
                : known.andOneMore());
  }

  /** Returns a sentence for each kind, without a full stop. */
  List<String> sentences() {
    return kinds.values().stream().map(Occurrences::sentence).toList();
  }

  private record Occurrences(String first, int line, long count) {
    Occurrences andOneMore() {
      return new Occurrences(first, line, count + 1);
    }

    String sentence() {
      String more = count == 1 ? "" : ", the first of " + count;
      return first + " (line " + line + more + ")";
    }
  }
}
