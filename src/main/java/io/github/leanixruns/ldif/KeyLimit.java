package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Limits the memory for the keys of a document. Jackson keeps all keys of a document, up to about
 * 32,000 different ones, and has no option to keep none where it reports offsets in bytes.
 */
final class KeyLimit extends JsonParserDelegate {
  private static final int LONG_KEY = 256;
  private static final int MAX_LONG_KEYS = 8_000_000;

  private final Set<String> longKeys = new HashSet<>();
  private int length;

  KeyLimit(JsonParser parser) {
    super(parser);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    if (token == JsonToken.FIELD_NAME && delegate.getTextLength() > LONG_KEY) {
      addLongKey(delegate.currentName());
    }
    return token;
  }

  private void addLongKey(String key) throws StreamConstraintsException {
    if (longKeys.add(key)) {
      length += key.length();
      if (length > MAX_LONG_KEYS) {
        throw new StreamConstraintsException(
            "The different keys of more than "
                + LONG_KEY
                + " characters exceed the maximum allowed ("
                + MAX_LONG_KEYS
                + " characters in all)",
            currentLocation());
      }
    }
  }

  /** Skips token by token, so that the keys in between count. */
  @Override
  public JsonParser skipChildren() throws IOException {
    JsonToken token = currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      int depth = 1;
      while (depth > 0) {
        token = nextToken();
        if (token == null) {
          return this; // the parser reports an incomplete document itself
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
    }
    return this;
  }
}
