package io.github.leanixruns.ldif;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a file is meant to be, as the folder says into which it was dropped. */
enum DocumentKind {
  LDIF(
      "an",
      "LDIF",
      "the inbox",
      "the header",
      EnumSet.allOf(HeaderField.class),
      List.of("content", "contents"),
      List.of("lxVersion", "lxWorkspace", "chunkInformation")),
  CONFIGURATION(
      "a",
      "processor configuration",
      "the processors folder",
      "the document",
      EnumSet.complementOf(EnumSet.of(HeaderField.LX_VERSION, HeaderField.DESCRIPTION)),
      List.of("processors"),
      List.of());

  private final String article;
  private final String noun;
  private final String folder;
  private final String placeOfFields;
  private final Set<HeaderField> fields;
  private final List<String> body;
  private final List<String> furtherKeys;

  DocumentKind(
      String article,
      String noun,
      String folder,
      String placeOfFields,
      Set<HeaderField> fields,
      List<String> body,
      List<String> furtherKeys) {
    this.article = article;
    this.noun = noun;
    this.folder = folder;
    this.placeOfFields = placeOfFields;
    this.fields = fields;
    this.body = body;
    this.furtherKeys = furtherKeys;
  }

  /** Puts this kind into words that fit each: {document}, {noun} and {folder} stand for it. */
  String describe(String words) {
    return words
        .replace("{document}", article + " " + noun)
        .replace("{noun}", noun)
        .replace("{folder}", folder);
  }

  /** Says where the fields stand that choose the connector. */
  String placeOfFields() {
    return placeOfFields;
  }

  Optional<HeaderField> fieldOf(String key) {
    return HeaderField.of(key).filter(fields::contains);
  }

  boolean hasBody(String key) {
    return body.contains(key);
  }

  DocumentKind other() {
    return this == LDIF ? CONFIGURATION : LDIF;
  }

  /** Finds a key that only the other kind has, in a document that has nothing of this one's. */
  Optional<String> keyOfOther(Set<String> keys) {
    return body.stream().anyMatch(keys::contains) ? Optional.empty() : other().keyIn(keys);
  }

  private Optional<String> keyIn(Set<String> keys) {
    return body.stream()
        .filter(keys::contains)
        .findFirst()
        .or(() -> furtherKeys.stream().filter(keys::contains).findFirst());
  }
}
