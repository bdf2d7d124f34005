package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.leanixruns.ldif.Document.Body;
import io.github.leanixruns.ldif.Document.Shape;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a document from its first token to the end of the file. */
final class DocumentReader {
  private static final int MAX_OTHER_KEYS = 1_000;
  private static final int MAX_OTHER_KEY_LENGTH = 500;

  private final JsonParser parser;
  private final DocumentKind kind;
  private final HeaderDefaults defaults;
  private final ElementReader elements;
  private final Map<HeaderField, String> header = new EnumMap<>(HeaderField.class);
  private final Map<HeaderField, Long> nulls = new EnumMap<>(HeaderField.class);
  private final Set<String> keys = new HashSet<>();
  private String part;
  private Body body = Body.NONE;
  private boolean isWrapped;
  private long contentsKey = Document.NONE;
  private LdifError contentsError;

  DocumentReader(JsonParser parser, DocumentKind kind, HeaderDefaults defaults) {
    this.parser = parser;
    this.kind = kind;
    this.defaults = defaults;
    this.elements = new ElementReader(parser, kind);
    this.part = "the document";
  }

  Document read() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw LdifError.ofWholeFile("The file contains only white space.", Advice.COMPLETE);
    }
    long open = offset();
    Shape shape = shape(first);
    long close = offset();
    if (isFollowed()) {
      throw LdifError.at(
          close,
          kind.describe(
              "the {noun} ends here, but the file continues; it must contain exactly one {noun}."));
    }
    Document document = new Document(shape, open, close, header, nulls, keys, body, contentsKey);
    rejectWrapped(document);
    return document;
  }

  /** Names the innermost part that is being read, for example {@code content[17]}. */
  String where() {
    return elements.where().orElse(part);
  }

  private Shape shape(JsonToken first) throws IOException {
    if (first == JsonToken.START_OBJECT) {
      return object();
    }
    if (first == JsonToken.START_ARRAY && kind == DocumentKind.LDIF) {
      requireDefaults();
      body = elements.read(Document.CONTENT);
      return Shape.ARRAY;
    }
    String template =
        "the file contains only " + JsonTypes.name(first) + "; {document} is a JSON object.";
    throw LdifError.at(offset(), kind.describe(template), Advice.EXPORT);
  }

  private void requireDefaults() throws LdifError {
    List<String> missing = defaults.missingSettings();
    if (!missing.isEmpty()) {
      throw LdifError.ofWholeFile(
          "The file is an array without a header; to be sent as the content of an LDIF it needs "
              + Words.join(missing)
              + ".",
          "Set these defaults, or write an object with a header and the array as \"content\", and"
              + " move the file back into {folder}.");
    }
  }

  private Shape object() throws IOException {
    Shape shape = Shape.EMPTY_OBJECT;
    part = kind.partWithHeader();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      shape = Shape.OBJECT;
      field(parser.currentName(), offset());
    }
    if (contentsError != null && !keys.contains(Document.CONTENT)) {
      throw contentsError;
    }
    return shape;
  }

  private void field(String key, long keyOffset) throws IOException {
    Optional<HeaderField> field = kind.fieldOf(key);
    rejectDuplicate(key, keyOffset, field.isPresent() || kind.hasBody(key));
    parser.nextToken();
    if (field.isPresent()) {
      headerValue(field.get());
    } else {
      other(key, keyOffset);
      part = "the document";
    }
  }

  private void rejectDuplicate(String key, long keyOffset, boolean known) throws LdifError {
    if (keys.contains(key)) {
      throw LdifError.at(
          keyOffset,
          "the key " + Excerpt.quoted(key) + kind.describe(" occurs twice in the {noun}."));
    }
    if (known || (keys.size() < MAX_OTHER_KEYS && key.length() <= MAX_OTHER_KEY_LENGTH)) {
      keys.add(key);
    }
  }

  private void headerValue(HeaderField field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL && !field.isRequired()) {
      nulls.put(field, offset());
      return;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong(field, "is " + JsonTypes.name(token) + "; " + field.rule() + ".");
    }
    String value = parser.getText();
    Optional<String> fault = field.fault(value);
    if (fault.isPresent()) {
      throw wrong(field, fault.get());
    }
    header.put(field, value);
  }

  private LdifError wrong(HeaderField field, String fault) {
    return LdifError.at(offset(), field.key() + " " + fault);
  }

  private void other(String key, long keyOffset) throws IOException {
    if (key.equals(Document.RESULTS) && parser.currentToken() == JsonToken.START_OBJECT) {
      isWrapped = isLdif();
    } else if (!kind.hasBody(key)) {
      parser.skipChildren();
    } else if (key.equals(Document.CONTENTS)) {
      contents(keyOffset);
    } else {
      body = elements.read(key);
    }
  }

  /** Reads the current object to its end and returns whether it has a key of an LDIF. */
  private boolean isLdif() throws IOException {
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      found |= HeaderField.of(key).isPresent() || DocumentKind.LDIF.hasBody(key);
      parser.nextToken();
      parser.skipChildren();
    }
    return found;
  }

  private void rejectWrapped(Document document) throws LdifError {
    if (isWrapped && !document.hasWholeConnector() && !kind.hasBody(keys)) {
      throw LdifError.ofWholeFile(
          "The file is the output of a test run, as LeanIX's administration page saves it; the LDIF"
              + " is the value of its key \"results\".",
          DocumentKind.LDIF.describe(Advice.EXTRACT));
    }
  }

  /** Keeps an error in "contents" for later: if "content" follows, only that is used. */
  private void contents(long keyOffset) throws IOException {
    contentsKey = keyOffset;
    try {
      Body contents = elements.read(Document.CONTENTS);
      body = keys.contains(Document.CONTENT) ? body : contents;
    } catch (LdifError e) {
      contentsError = e;
      elements.skip();
    }
  }

  private boolean isFollowed() throws IOException {
    try {
      return parser.nextToken() != null;
    } catch (JsonProcessingException | LdifError e) {
      return true;
    }
  }

  private long offset() {
    return parser.currentTokenLocation().getByteOffset();
  }
}
