package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** One pass over a file, in constant memory, in search of the first mistake. */
final class Pass {
  private final Path file;
  private final DocumentKind kind;

  Pass(Path file, DocumentKind kind) {
    this.file = file;
    this.kind = kind;
  }

  /** Makes of a well-formed document what is asked for, or throws what is wrong with it. */
  @FunctionalInterface
  interface Outcome {
    CheckedLdif of(Document document, WatchedInput input) throws IOException;
  }

  CheckedLdif over(BiFunction<JsonParser, Progress, DocumentWalk> walk, Outcome outcome)
      throws IOException, LdifRejectedException {
    try (WatchedInput input = WatchedInput.of(file)) {
      try {
        return outcome.of(document(input, walk), input);
      } catch (Mistake e) {
        input.drain();
        throw new LdifRejectedException(reason(e), e.advice(kind), input.size(), input.sha256());
      }
    }
  }

  private Document document(WatchedInput input, BiFunction<JsonParser, Progress, DocumentWalk> walk)
      throws IOException {
    ForeignFormat.reject(input.start(), kind);
    Progress progress = new Progress(kind);
    try (JsonParser parser = factory().createParser(input)) {
      try {
        return walk.apply(parser, progress).read();
      } catch (JsonProcessingException e) {
        throw new Complaint(progress, input).mistake(e, parser);
      }
    }
  }

  /** Makes a factory for a single file, because a factory keeps the keys that it has seen. */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(LimitRule.constraints())
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }

  private String reason(Mistake mistake) throws IOException {
    if (!mistake.hasPlace()) {
      return mistake.sentence();
    }
    Place place = Place.of(file, mistake.offset());
    return "Line " + place.line() + ", column " + place.column() + ": " + mistake.sentence();
  }
}
