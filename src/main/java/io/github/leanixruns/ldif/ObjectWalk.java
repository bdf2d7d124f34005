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

/** Reads the object that a document is, from its opening to its closing bracket. */
final class ObjectWalk {
  private static final int MOST_KEYS_REMEMBERED = 1_000;
  private static final int LONGEST_KEY_REMEMBERED = 500;

  private final JsonParser parser;
  private final Progress progress;
  private final Body body;
  private final Map<HeaderField, String> header = new EnumMap<>(HeaderField.class);
  private final Set<String> keys = new HashSet<>();

  ObjectWalk(JsonParser parser, Progress progress, Body body) {
    this.parser = parser;
    this.progress = progress;
    this.body = body;
  }

  /** Reads what stands beside the header. */
  interface Body {
    /** Reads the value on which the parser stands; the key begins at a byte of the file. */
    void read(String key, long at) throws IOException;

    Document.Content result() throws Mistake;
  }

  Document read() throws IOException {
    long open = Tokens.offset(parser);
    Shape shape = Shape.EMPTY_OBJECT;
    progress.enter(progress.kind().placeOfFields());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      field(parser.currentName(), Tokens.offset(parser));
      shape = Shape.OBJECT;
    }
    return new Document(shape, open, Tokens.offset(parser), header, keys, body.result());
  }

  private void field(String key, long at) throws IOException {
    rejectRepeated(key, at);
    parser.nextToken();
    Optional<HeaderField> field = progress.kind().fieldOf(key);
    if (field.isPresent()) {
      header.put(field.get(), new HeaderValue(parser, field.get()).read());
    } else {
      body.read(key, at);
      progress.enter("the document");
    }
  }

  private void rejectRepeated(String key, long at) throws Mistake {
    if (keys.contains(key)) {
      String words = " stands twice among the keys of the {noun}.";
      throw Mistake.at(at, Excerpt.quoted(key) + progress.kind().describe(words));
    }
    if (isKnown(key) || isWorthRemembering(key)) {
      keys.add(key);
    }
  }

  private boolean isWorthRemembering(String key) {
    return keys.size() < MOST_KEYS_REMEMBERED && key.length() <= LONGEST_KEY_REMEMBERED;
  }

  private boolean isKnown(String key) {
    return progress.kind().fieldOf(key).isPresent() || progress.kind().hasBody(key);
  }
}
