package io.github.leanixruns.ldif;

import java.util.List;

/** Puts words together for a sentence. */
public final class Words {
  private Words() {}

  /** Returns for example "1 element" or "2 elements". */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns "a", "a and b", or "a, b and c". */
  static String join(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
