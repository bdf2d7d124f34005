package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the value of a header field and insists on what the field allows. */
final class HeaderValue {
  // A code point takes two chars at most; what is longer need not even be made a String
  private static final int LONGEST = 2 * HeaderField.LONGEST;

  private final JsonParser parser;
  private final HeaderField field;

  HeaderValue(JsonParser parser, HeaderField field) {
    this.parser = parser;
    this.field = field;
  }

  /** Returns null only for a description that is null. */
  String read() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL && field == HeaderField.DESCRIPTION) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong("is " + Tokens.kind(token) + "; " + field.rule() + ".");
    }
    return checked(text());
  }

  private String text() throws IOException {
    int length = Math.min(parser.getTextLength(), LONGEST + 1);
    return new String(parser.getTextCharacters(), parser.getTextOffset(), length);
  }

  private String checked(String value) throws Mistake {
    var fault = field.fault(value);
    if (fault.isPresent()) {
      throw wrong(fault.get());
    }
    return value;
  }

  private Mistake wrong(String fault) {
    return Mistake.at(Tokens.offset(parser), field.key() + " " + fault);
  }
}
