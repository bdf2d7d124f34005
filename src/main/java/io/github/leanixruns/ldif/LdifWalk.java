package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.leanixruns.ldif.Document.Content;
import io.github.leanixruns.ldif.Document.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an LDIF, or an array that becomes one with the defaults. */
final class LdifWalk extends DocumentWalk {
  private final HeaderDefaults defaults;

  LdifWalk(JsonParser parser, HeaderDefaults defaults, Progress progress) {
    super(parser, progress);
    this.defaults = defaults;
  }

  @Override
  Document root(JsonToken first) throws IOException {
    return switch (first) {
      case START_OBJECT ->
          new ObjectWalk(parser, progress, new ContentWalk(parser, progress)).read();
      case START_ARRAY -> array();
      default -> throw notAnObject(first);
    };
  }

  private Document array() throws IOException {
    insistOnDefaults();
    long open = Tokens.offset(parser);
    long count = new ElementsWalk(parser, progress).count(ContentWalk.RIGHT);
    return new Document(
        Shape.ARRAY, open, Tokens.offset(parser), Map.of(), Set.of(), Content.of(count));
  }

  private void insistOnDefaults() throws Mistake {
    List<String> unset =
        Arrays.stream(HeaderField.values())
            .filter(field -> field.isRequired() && defaults.of(field).isEmpty())
            .map(HeaderField::setting)
            .toList();
    if (!unset.isEmpty()) {
      throw arrayWithoutHeader(Words.list(unset));
    }
  }

  private static Mistake arrayWithoutHeader(String unset) {
    return Mistake.ofWholeFile(
        "The file is only an array, without a header; to be sent as content it needs "
            + unset
            + ".",
        "Set these defaults, or put the array under \"content\" into an object with a header, and"
            + " move the file back into the inbox.");
  }
}
