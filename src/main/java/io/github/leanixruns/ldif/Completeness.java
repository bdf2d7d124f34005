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

  Completeness(Document document, Set<HeaderField> added) {
    this.document = document;
    this.added = added;
  }

  void insist(String direction) throws Mistake {
    List<HeaderField> missing =
        Arrays.stream(HeaderField.values()).filter(this::isMissing).toList();
    if (!missing.isEmpty()) {
      throw incomplete(missing);
    }
    if (direction.equals("inbound") && !document.content().present()) {
      throw withoutContent();
    }
  }

  private boolean isMissing(HeaderField field) {
    return field.isRequired() && !document.header().containsKey(field) && !added.contains(field);
  }

  private Mistake incomplete(List<HeaderField> missing) {
    List<String> keys = missing.stream().map(HeaderField::key).toList();
    List<String> settings = missing.stream().map(HeaderField::setting).toList();
    String verb = missing.size() == 1 ? " is" : " are";
    return Mistake.ofWholeFile(
        Words.list(keys) + verb + " missing from the header." + hint(keys),
        "Add the missing to the file, or set "
            + Words.list(settings)
            + ", and move the file back into the inbox.");
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
