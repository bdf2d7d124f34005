package io.github.leanixruns.ldif;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Insists on the header fields and the content that LeanIX cannot do without. */
final class Completeness {
  private final Document document;
  private final Set<HeaderField> added;
  private final DocumentKind kind;

  Completeness(Document document, Set<HeaderField> added, DocumentKind kind) {
    this.document = document;
    this.added = added;
    this.kind = kind;
  }

  /** Insists on a document of the right kind, with all header fields. */
  void insistOnFields() throws Mistake {
    Optional<String> foreign = kind.keyOfOther(document.otherKeys());
    if (foreign.isPresent()) {
      throw ofOtherKind(foreign.get());
    }
    List<HeaderField> missing =
        Arrays.stream(HeaderField.values()).filter(this::isMissing).toList();
    if (!missing.isEmpty()) {
      throw incomplete(missing);
    }
  }

  void insistOnContent(String direction) throws Mistake {
    if (direction.equals("inbound") && !document.content().present()) {
      throw withoutContent();
    }
  }

  private Mistake ofOtherKind(String key) {
    String words = "The file looks like {document}: there is " + Excerpt.quoted(key) + " in it.";
    return Mistake.ofWholeFile(
        kind.other().describe(words), kind.other().describe("Move it into {folder}."));
  }

  private boolean isMissing(HeaderField field) {
    return field.isRequired() && !document.header().containsKey(field) && !added.contains(field);
  }

  private Mistake incomplete(List<HeaderField> missing) {
    List<String> keys = missing.stream().map(HeaderField::key).toList();
    List<String> settings = missing.stream().map(HeaderField::setting).toList();
    String verb = missing.size() == 1 ? " is" : " are";
    String orSet = kind == DocumentKind.LDIF ? ", or set " + Words.list(settings) + "," : "";
    return Mistake.ofWholeFile(
        Words.list(keys) + verb + " missing from " + kind.placeOfFields() + "." + hint(keys),
        "Add the missing to the file" + orSet + " and move the file back into {folder}.");
  }

  private Mistake withoutContent() {
    return Mistake.ofWholeFile(
        "content is missing; an inbound LDIF needs it." + hint(List.of(ContentWalk.RIGHT)),
        Advice.CORRECT);
  }

  private String hint(List<String> keys) {
    return keys.stream()
        .map(this::nearestTo)
        .flatMap(Optional::stream)
        .limit(1)
        .collect(Collectors.joining());
  }

  private Optional<String> nearestTo(String key) {
    return Nearest.to(key, document.otherKeys())
        .map(near -> " There is " + Excerpt.quoted(near) + "; did you mean " + key + "?");
  }
}
