package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.leanixruns.ldif.Document.Shape;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the object that an LDIF is, from its opening to its closing bracket. */
final class ObjectWalk {
  private static final int MOST_KEYS_REMEMBERED = 1_000;
  private static final int LONGEST_KEY_REMEMBERED = 500;

  private final JsonParser parser;
  private final Progress progress;
  private final ContentWalk content;
  private final Map<HeaderField, String> header = new EnumMap<>(HeaderField.class);
  private final Set<String> keys = new HashSet<>();

  ObjectWalk(JsonParser parser, Progress progress) {
    this.parser = parser;
    this.progress = progress;
    this.content = new ContentWalk(parser, progress);
  }

  Document read() throws IOException {
    long open = Tokens.offset(parser);
    Shape shape = Shape.EMPTY_OBJECT;
    progress.enter("the header");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      field(parser.currentName(), Tokens.offset(parser));
      shape = Shape.OBJECT;
    }
    return new Document(shape, open, Tokens.offset(parser), header, keys, content.result());
  }

  private void field(String key, long at) throws IOException {
    rejectRepeated(key, at);
    parser.nextToken();
    Optional<HeaderField> field = HeaderField.of(key);
    if (field.isPresent()) {
      header.put(field.get(), new HeaderValue(parser, field.get()).read());
    } else {
      other(key, at);
    }
  }

  private void other(String key, long at) throws IOException {
    switch (key) {
      case ContentWalk.RIGHT -> content.content();
      case ContentWalk.MISSPELT -> content.contents(at);
      default -> parser.skipChildren();
    }
    progress.enter("the document");
  }

  private void rejectRepeated(String key, long at) throws Mistake {
    if (keys.contains(key)) {
      throw Mistake.at(at, Excerpt.quoted(key) + " stands twice among the keys of the LDIF.");
    }
    if (isKnown(key) || isWorthRemembering(key)) {
      keys.add(key);
    }
  }

  private boolean isWorthRemembering(String key) {
    return keys.size() < MOST_KEYS_REMEMBERED && key.length() <= LONGEST_KEY_REMEMBERED;
  }

  private static boolean isKnown(String key) {
    return HeaderField.of(key).isPresent()
        || key.equals(ContentWalk.RIGHT)
        || key.equals(ContentWalk.MISSPELT);
  }
}
