package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file in one pass, in constant memory, and stops at the first error. */
final class LdifScanner {
  // No part of a document may fill the memory
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(1_000)
          .maxNumberLength(1_000)
          .maxNameLength(4_096)
          .maxStringLength(20_000_000)
          .build();
  private static final int MAX_QUOTED_LENGTH = 60;

  private final Path file;
  private final DocumentKind kind;
  private final HeaderDefaults defaults;

  LdifScanner(Path file, DocumentKind kind, HeaderDefaults defaults) {
    this.file = file;
    this.kind = kind;
    this.defaults = defaults;
  }

  CheckedLdif scan() throws IOException, LdifRejectedException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return scan(bytes);
    }
  }

  /**
   * @param bytes of the file, which contains what was read of them
   */
  CheckedLdif scan(InputStream bytes) throws IOException, LdifRejectedException {
    try (HashedUtf8Stream input = new HashedUtf8Stream(bytes)) {
      return scan(input);
    }
  }

  private CheckedLdif scan(HashedUtf8Stream input) throws IOException, LdifRejectedException {
    try {
      Document document = read(input);
      return new HeaderCompletion(document, kind, defaults).complete(file, input);
    } catch (LdifError e) {
      input.drain();
      throw LdifRejectedException.of(e, reason(e), kind, input);
    }
  }

  private Document read(HashedUtf8Stream input) throws IOException {
    ForeignFormat.reject(input.peek(), kind);
    try (JsonParser parser = new KeyLimit(factory().createParser(input))) {
      DocumentReader reader = new DocumentReader(parser, kind, defaults);
      try {
        return reader.read();
      } catch (JsonProcessingException e) {
        input.drain();
        throw new JacksonErrors(file, input.size()).describe(e, parser, reader.where());
      }
    }
  }

  /** Creates a factory for a single file, because a factory caches the keys that it has read. */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(LIMITS)
        .errorReportConfiguration(
            ErrorReportConfiguration.builder().maxErrorTokenLength(MAX_QUOTED_LENGTH).build())
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }

  private String reason(LdifError error) throws IOException {
    return error.hasOffset()
        ? TextPosition.of(file, error.offset()).describe() + ": " + error.sentence()
        : error.sentence();
  }
}
