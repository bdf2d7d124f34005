package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.StreamReadConstraints;
import java.util.Arrays;
import java.util.Locale;

/** How large the parts of a document may be, so that none of them can take up the memory. */
enum LimitRule {
  DEPTH("nesting depth", 1_000, "objects and arrays lie more than %,d deep in each other"),
  NUMBER("Number value length", 1_000, "a number has more than %,d digits"),
  KEY("Name length", 50_000, "a key is far too long (at most %,d bytes)"),
  TEXT("String value length", 20_000_000, "a text or number has more than %,d characters");

  private final String fragment;
  private final int limit;
  private final String sentence;

  LimitRule(String fragment, int limit, String sentence) {
    this.fragment = fragment;
    this.limit = limit;
    this.sentence = sentence;
  }

  static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(DEPTH.limit)
        .maxNumberLength(NUMBER.limit)
        .maxNameLength(KEY.limit)
        .maxStringLength(TEXT.limit)
        .build();
  }

  static Mistake mistake(String message, long offset, String where) {
    String sentence =
        Arrays.stream(values())
            .filter(rule -> message.contains(rule.fragment))
            .map(LimitRule::words)
            .findFirst()
            .orElse("something is larger than this program reads");
    return Mistake.at(offset, "in " + where + ", " + sentence + ".");
  }

  private String words() {
    return String.format(Locale.ROOT, sentence, limit);
  }
}
