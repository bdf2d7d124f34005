package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.leanixruns.ldif.Document.Shape;
import io.github.leanixruns.ldif.LdifEdits.Splice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Adds to a document what it lacks, as edits of its bytes, and tells it in notes. */
final class Completion {
  private final Document document;
  private final Map<HeaderField, String> added = new EnumMap<>(HeaderField.class);
  private final List<String> notes = new ArrayList<>();
  private final List<Splice> splices = new ArrayList<>();

  Completion(Document document, HeaderDefaults defaults) {
    this.document = document;
    for (HeaderField field : HeaderField.values()) {
      if (!document.header().containsKey(field)) {
        defaults.of(field).ifPresent(value -> added.put(field, value));
      }
    }
  }

  /** Works out the edits; the file is read again only for the spelling of a misspelt key. */
  void complete(Path file) throws IOException {
    Completeness completeness = new Completeness(document, added.keySet(), DocumentKind.LDIF);
    completeness.insistOnFields();
    completeness.insistOnContent(field(HeaderField.PROCESSING_DIRECTION));
    switch (document.shape()) {
      case ARRAY -> wrap();
      default -> fill();
    }
    added.forEach(this::noteAdded);
    content(file);
  }

  LdifHeader header() {
    return new LdifHeader(
        field(HeaderField.CONNECTOR_TYPE),
        field(HeaderField.CONNECTOR_ID),
        field(HeaderField.CONNECTOR_VERSION),
        field(HeaderField.PROCESSING_DIRECTION),
        field(HeaderField.PROCESSING_MODE),
        field(HeaderField.DESCRIPTION));
  }

  List<String> notes() {
    return notes;
  }

  LdifEdits edits() {
    return LdifEdits.of(splices);
  }

  private String field(HeaderField field) {
    return added.getOrDefault(field, document.header().get(field));
  }

  private void wrap() {
    notes.add("the file is only an array; sent as the content of an LDIF");
    splices.add(Splice.insertion(document.open(), "{" + addedFields() + ",\"content\":"));
    splices.add(Splice.insertion(document.close() + 1, "}"));
  }

  private void fill() {
    if (!added.isEmpty()) {
      String comma = document.shape() == Shape.EMPTY_OBJECT ? "" : ",";
      splices.add(Splice.insertion(document.open() + 1, addedFields() + comma));
    }
  }

  private void content(Path file) throws IOException {
    if (document.content().isMisspelt()) {
      long key = document.content().misspeltKey();
      splices.add(new Splice(key, KeySpelling.length(file, key), "\"content\""));
      notes.add("contents is sent as content");
    } else if (document.content().both()) {
      notes.add("contents is sent as it is, but what counts is content, which is there too");
    }
  }

  private String addedFields() {
    return added.entrySet().stream()
        .map(entry -> quoted(entry.getKey().key()) + ":" + quoted(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  private void noteAdded(HeaderField field, String value) {
    notes.add(
        String.format(
            "%s was missing; sent as %s (%s)",
            field.key(), Excerpt.quoted(value), field.setting()));
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
