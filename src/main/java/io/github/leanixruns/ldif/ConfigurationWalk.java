package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.leanixruns.ldif.Document.Content;
import java.io.IOException;

/** Reads a processor configuration; its processors stand where an LDIF has its content. */
final class ConfigurationWalk extends DocumentWalk implements ObjectWalk.Body {
  private static final String PROCESSORS = "processors";

  private boolean present;
  private long count;

  ConfigurationWalk(JsonParser parser, Progress progress) {
    super(parser, progress);
  }

  @Override
  Document root(JsonToken first) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      throw notAnObject(first);
    }
    return new ObjectWalk(parser, progress, this).read();
  }

  @Override
  public void read(String key, long at) throws IOException {
    if (key.equals(PROCESSORS)) {
      present = true;
      processors();
    } else {
      parser.skipChildren();
    }
  }

  @Override
  public Content result() {
    return new Content(present, count, Content.NONE, false);
  }

  private void processors() throws IOException {
    progress.enter(PROCESSORS);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Mistake.at(
          Tokens.offset(parser),
          "processors is "
              + Tokens.kind(parser.currentToken())
              + "; it must be an array of processors.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      progress.enterElement(count++);
      parser.skipChildren();
      progress.enter(PROCESSORS);
    }
  }
}
