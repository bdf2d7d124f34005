package io.github.leanixruns.ldif;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kind of document that a folder expects. */
enum DocumentKind {
  LDIF(
      "an LDIF",
      "LDIF",
      "the inbox",
      "the header",
      EnumSet.allOf(HeaderField.class),
      List.of(Document.CONTENT, Document.CONTENTS),
      List.of("lxVersion", "lxWorkspace", "chunkInformation")),
  CONFIGURATION(
      "a processor configuration",
      "processor configuration",
      "the processors folder",
      "the document",
      EnumSet.complementOf(EnumSet.of(HeaderField.LX_VERSION, HeaderField.DESCRIPTION)),
      List.of(Document.PROCESSORS),
      List.of());

  private final String document;
  private final String noun;
  private final String folder;
  private final String partWithHeader;
  private final Set<HeaderField> fields;
  private final List<String> bodyKeys;
  private final List<String> furtherKeys;

  DocumentKind(
      String document,
      String noun,
      String folder,
      String partWithHeader,
      Set<HeaderField> fields,
      List<String> bodyKeys,
      List<String> furtherKeys) {
    this.document = document;
    this.noun = noun;
    this.folder = folder;
    this.partWithHeader = partWithHeader;
    this.fields = fields;
    this.bodyKeys = bodyKeys;
    this.furtherKeys = furtherKeys;
  }

  /** Replaces {document}, {noun} and {folder} in a template for a message. */
  String describe(String template) {
    return template
        .replace("{document}", document)
        .replace("{noun}", noun)
        .replace("{folder}", folder);
  }

  /** Names the part of the document that the header fields are in. */
  String partWithHeader() {
    return partWithHeader;
  }

  /** Finds the header field of a key; empty where this kind of document does not have the field. */
  Optional<HeaderField> fieldOf(String key) {
    return HeaderField.of(key).filter(fields::contains);
  }

  /** Returns whether a field that is missing is added from the defaults. */
  boolean hasDefault(HeaderField field) {
    return this == LDIF || field.isRequired();
  }

  boolean hasBody(String key) {
    return bodyKeys.contains(key);
  }

  boolean hasBody(Set<String> keys) {
    return bodyKeys.stream().anyMatch(keys::contains);
  }

  DocumentKind other() {
    return this == LDIF ? CONFIGURATION : LDIF;
  }

  /** Finds a key that only the other kind has, in a document that has no key of this kind. */
  Optional<String> keyOfOther(Set<String> keys) {
    return ownKeys().anyMatch(keys::contains)
        ? Optional.empty()
        : other().ownKeys().filter(keys::contains).findFirst();
  }

  private Stream<String> ownKeys() {
    return Stream.concat(bodyKeys.stream(), furtherKeys.stream());
  }
}
