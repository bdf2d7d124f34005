package io.github.leanixruns.ldif;

import java.util.List;

/** Joins words for a sentence: "a", "a and b", "a, b and c". */
final class Words {
  private Words() {}

  static String join(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
