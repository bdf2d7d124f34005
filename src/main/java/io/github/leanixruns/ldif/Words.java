package io.github.leanixruns.ldif;

import java.util.List;

/** Joins words into a part of a sentence. */
final class Words {
  private Words() {}

  static String list(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
