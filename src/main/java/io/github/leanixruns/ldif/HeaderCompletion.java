package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.leanixruns.ldif.Document.Shape;
import io.github.leanixruns.ldif.LdifEdits.Splice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Adds missing header fields from the defaults, as edits of the file's bytes with a note for each,
 * and rejects a document that still has no connector.
 */
final class HeaderCompletion {
  private static final int MAX_SPELLING_BYTES = 64;
  private static final int NULL_LENGTH = "null".length();

  private final Document document;
  private final DocumentKind kind;
  private final Map<HeaderField, String> added = new EnumMap<>(HeaderField.class);
  private final List<String> notes = new ArrayList<>();
  private final List<Splice> splices = new ArrayList<>();

  HeaderCompletion(Document document, DocumentKind kind, HeaderDefaults defaults) {
    this.document = document;
    this.kind = kind;
    for (HeaderField field : HeaderField.values()) {
      if (kind.hasDefault(field) && !document.header().containsKey(field)) {
        defaults.of(field).ifPresent(value -> added.put(field, value));
      }
    }
  }

  /** Works out the edits, and reads the file again only for the spelling of a misspelled key. */
  CheckedLdif complete(Path file, HashedUtf8Stream input) throws IOException {
    requireKind();
    requireFields();
    requireOwnKeys();
    addFields();
    replaceNulls();
    noteAddedFields();
    renameContents(file);
    noteMissingContent();
    notes.addAll(document.body().notes());
    return new CheckedLdif(
        header(),
        document.body().count(),
        input.size(),
        input.sha256(),
        notes,
        LdifEdits.of(splices));
  }

  private void requireKind() throws LdifError {
    Optional<String> key = kind.keyOfOther(document.keys());
    if (key.isPresent()) {
      String template =
          "The file looks like {document}: it contains the key \"" + key.get() + "\".";
      throw LdifError.ofWholeFile(
          kind.other().describe(template), kind.other().describe("Move it into {folder}."));
    }
  }

  private void requireFields() throws LdifError {
    List<HeaderField> missing =
        HeaderField.CONNECTOR.stream().filter(field -> value(field) == null).toList();
    if (!missing.isEmpty()) {
      throw incomplete(missing);
    }
  }

  private LdifError incomplete(List<HeaderField> missing) {
    List<String> keys = missing.stream().map(HeaderField::key).toList();
    List<String> settings = missing.stream().map(HeaderField::setting).toList();
    boolean one = missing.size() == 1;
    return LdifError.ofWholeFile(
        Words.join(keys)
            + (one ? " is" : " are")
            + " missing from "
            + kind.partWithHeader()
            + "."
            + hint(keys),
        (one ? "Add the missing field" : "Add the missing fields")
            + " to the file, or set "
            + Words.join(settings)
            + ", and move it back into {folder}.");
  }

  /** Defaults alone do not make a document of any other JSON object. */
  private void requireOwnKeys() throws LdifError {
    if (!hasBody() && !isOutboundLdif() && !document.hasConnectorField()) {
      String body = kind == DocumentKind.LDIF ? Document.CONTENT : Document.PROCESSORS;
      throw LdifError.ofWholeFile(
          "The file has neither " + body + " nor a field of a connector." + hint(List.of(body)),
          Advice.CORRECT);
    }
  }

  private boolean hasBody() {
    return document.shape() == Shape.ARRAY || kind.hasBody(document.keys());
  }

  private boolean isOutboundLdif() {
    return kind == DocumentKind.LDIF && header().processingDirection().equals("outbound");
  }

  private void noteMissingContent() {
    if (kind == DocumentKind.LDIF && !hasBody() && !isOutboundLdif()) {
      String similar =
          SimilarWord.find(Document.CONTENT, document.keys())
              .map(key -> "; there is a key " + Excerpt.quoted(key))
              .orElse("");
      notes.add("content is missing from the inbound LDIF" + similar);
    }
  }

  private String hint(List<String> missing) {
    return missing.stream()
        .map(this::hint)
        .flatMap(Optional::stream)
        .limit(1)
        .collect(Collectors.joining());
  }

  private Optional<String> hint(String missing) {
    return SimilarWord.find(missing, document.keys())
        .map(key -> " There is a key " + Excerpt.quoted(key) + "; did you mean " + missing + "?");
  }

  private void addFields() {
    if (document.shape() == Shape.ARRAY) {
      notes.add("the file is only an array; sent as the content of an LDIF");
      splices.add(Splice.insertion(document.open(), "{" + addedFields() + ",\"content\":"));
      splices.add(Splice.insertion(document.close() + 1, "}"));
    } else if (!addedFields().isEmpty()) {
      String comma = document.shape() == Shape.EMPTY_OBJECT ? "" : ",";
      splices.add(Splice.insertion(document.open() + 1, addedFields() + comma));
    }
  }

  /** An insertion would be a second occurrence of the key. */
  private void replaceNulls() {
    document
        .nulls()
        .forEach(
            (field, offset) -> {
              if (added.containsKey(field)) {
                splices.add(new Splice(offset, NULL_LENGTH, json(added.get(field))));
              }
            });
  }

  private void noteAddedFields() {
    added.forEach(
        (field, value) ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%s was %s; sent as %s (%s)",
                    field.key(),
                    document.nulls().containsKey(field) ? "null" : "missing",
                    Excerpt.quoted(value),
                    field.setting())));
  }

  private String addedFields() {
    return added.entrySet().stream()
        .filter(entry -> !document.nulls().containsKey(entry.getKey()))
        .map(entry -> json(entry.getKey().key()) + ":" + json(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String json(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private void renameContents(Path file) throws IOException {
    if (document.isContentMisspelled()) {
      long key = document.contentsKey();
      splices.add(new Splice(key, spellingLength(file, key), "\"content\""));
      notes.add("contents is sent as content");
    } else if (document.hasContentAndContents()) {
      notes.add("contents is sent unchanged; LeanIX reads content, which is also present");
    }
  }

  /** Measures a key with its quotes, since the file may spell letters as escapes. */
  private static int spellingLength(Path file, long offset) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      bytes.skipNBytes(offset);
      String start = new String(bytes.readNBytes(MAX_SPELLING_BYTES), StandardCharsets.ISO_8859_1);
      return start.indexOf('"', 1) + 1;
    }
  }

  private LdifHeader header() {
    return new LdifHeader(
        value(HeaderField.CONNECTOR_TYPE),
        value(HeaderField.CONNECTOR_ID),
        value(HeaderField.CONNECTOR_VERSION),
        value(HeaderField.PROCESSING_DIRECTION),
        value(HeaderField.PROCESSING_MODE),
        value(HeaderField.DESCRIPTION));
  }

  private String value(HeaderField field) {
    String value = added.getOrDefault(field, document.header().get(field));
    return value == null ? null : field.normalized(value);
  }
}
