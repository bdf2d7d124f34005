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

/** Reads a file from its first token to its end. */
final class DocumentWalk {
  private final JsonParser parser;
  private final HeaderDefaults defaults;
  private final Progress progress;

  DocumentWalk(JsonParser parser, HeaderDefaults defaults, Progress progress) {
    this.parser = parser;
    this.defaults = defaults;
    this.progress = progress;
  }

  Document read() throws IOException {
    Document document = root(parser.nextToken());
    progress.end(document.close());
    if (parser.nextToken() != null) {
      throw moreFollows(progress);
    }
    return document;
  }

  static Mistake moreFollows(Progress progress) {
    return Mistake.at(
        progress.end(),
        "the document ends here, but something follows; a file holds one LDIF and nothing else.");
  }

  private Document root(JsonToken first) throws IOException {
    if (first == null) {
      throw Mistake.ofWholeFile("The file holds only blanks.", Advice.COMPLETE);
    }
    return switch (first) {
      case START_OBJECT -> new ObjectWalk(parser, progress).read();
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

  private Mistake notAnObject(JsonToken first) {
    return Mistake.at(
        Tokens.offset(parser),
        "the file holds only " + Tokens.kind(first) + "; an LDIF is a JSON object, in { and }.",
        Advice.EXPORT);
  }
}
