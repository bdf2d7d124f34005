package io.github.leanixruns.ldif;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Nearest {
  private static final int MOST_SLIPS = 2;

  private Nearest() {}

  static Optional<String> to(String written, Collection<String> words) {
    return words.stream()
        .filter(word -> slips(written, word) <= MOST_SLIPS)
        .min(Comparator.comparingInt(word -> slips(written, word)));
  }

  private static int slips(String written, String word) {
    String a = plain(written);
    String b = plain(word);
    return Math.abs(a.length() - b.length()) > MOST_SLIPS ? MOST_SLIPS + 1 : distance(a, b);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      nextRow(row, i, a.charAt(i - 1), b);
    }
    return row[b.length()];
  }

  private static void nextRow(int[] row, int i, char letter, String b) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j < row.length; j++) {
      int replaced = diagonal + (letter == b.charAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
    }
  }
}
