package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks in one pass and in constant memory whether a file is an LDIF that can be sent, and works
 * out what has to be added to it. Safe for use by several threads.
 */
public final class LdifCheck {
  private final HeaderDefaults defaults;

  public LdifCheck(HeaderDefaults defaults) {
    this.defaults = defaults;
  }

  /**
   * Checks a file; it must not change meanwhile.
   *
   * @throws IOException if the file cannot be read
   * @throws LdifRejectedException if it is no LDIF, or one that LeanIX would not take
   */
  public CheckedLdif check(Path file) throws IOException, LdifRejectedException {
    try (WatchedInput input = new WatchedInput(Files.newInputStream(file))) {
      try {
        return complete(file, document(input), input);
      } catch (Mistake e) {
        input.drain();
        throw rejection(file, e, input);
      }
    }
  }

  private Document document(WatchedInput input) throws IOException {
    ForeignFormat.reject(input.start());
    Progress progress = new Progress();
    try (JsonParser parser = factory().createParser(input)) {
      try {
        return new DocumentWalk(parser, defaults, progress).read();
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

  private CheckedLdif complete(Path file, Document document, WatchedInput input)
      throws IOException {
    Completion completion = new Completion(document, defaults);
    completion.complete(file);
    return new CheckedLdif(
        completion.header(),
        document.content().elements(),
        input.size(),
        input.sha256(),
        completion.notes(),
        completion.edits());
  }

  private static LdifRejectedException rejection(Path file, Mistake mistake, WatchedInput input)
      throws IOException {
    return new LdifRejectedException(
        reason(file, mistake), mistake.advice(), input.size(), input.sha256());
  }

  private static String reason(Path file, Mistake mistake) throws IOException {
    if (!mistake.hasPlace()) {
      return mistake.sentence();
    }
    Place place = Place.of(file, mistake.offset());
    return "Line " + place.line() + ", column " + place.column() + ": " + mistake.sentence();
  }
}
