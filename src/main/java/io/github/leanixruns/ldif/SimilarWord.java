package io.github.leanixruns.ldif;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the word that was probably meant by a misspelled one. */
final class SimilarWord {
  private static final int MAX_EDITS = 2;

  private SimilarWord() {}

  /** Returns the most similar of the words; empty if none is similar. */
  static Optional<String> find(String misspelled, Collection<String> words) {
    String written = normalized(misspelled);
    return IntStream.rangeClosed(0, MAX_EDITS)
        .boxed()
        .flatMap(edits -> words.stream().filter(word -> isWithin(edits, written, normalized(word))))
        .findFirst();
  }

  private static String normalized(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }

  /** Returns whether so many insertions, deletions and replacements make one word the other. */
  private static boolean isWithin(int edits, String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length() <= edits;
    }
    String restOfA = a.substring(1);
    String restOfB = b.substring(1);
    if (a.charAt(0) == b.charAt(0)) {
      return isWithin(edits, restOfA, restOfB);
    }
    return edits > 0
        && (isWithin(edits - 1, restOfA, restOfB)
            || isWithin(edits - 1, restOfA, b)
            || isWithin(edits - 1, a, restOfB));
  }
}
