package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import io.github.leanixruns.ldif.Document.Content;
import java.io.IOException;

/** Reads content, or what stands under "contents", which counts where there is no content. */
final class ContentWalk implements ObjectWalk.Body {
  static final String RIGHT = "content";
  static final String MISSPELT = "contents";

  private static final int TOP_LEVEL = 1;

  private final JsonParser parser;
  private final ElementsWalk elements;
  private boolean present;
  private long count;
  private long misspeltKey = Content.NONE;
  private long misspeltCount;
  private Mistake inMisspelt;

  ContentWalk(JsonParser parser, Progress progress) {
    this.parser = parser;
    this.elements = new ElementsWalk(parser, progress);
  }

  @Override
  public void read(String key, long at) throws IOException {
    switch (key) {
      case RIGHT -> content();
      case MISSPELT -> contents(at);
      default -> parser.skipChildren();
    }
  }

  private void content() throws IOException {
    present = true;
    count = elements.count(RIGHT);
  }

  /** Keeps a mistake for later: it is none if content follows. */
  private void contents(long key) throws IOException {
    misspeltKey = key;
    try {
      misspeltCount = elements.count(MISSPELT);
    } catch (Mistake e) {
      inMisspelt = e;
      leave();
    }
  }

  @Override
  public Content result() throws Mistake {
    boolean misspelt = misspeltKey != Content.NONE;
    if (!present && inMisspelt != null) {
      throw inMisspelt;
    }
    return new Content(
        present || misspelt, present ? count : misspeltCount, misspeltKey, present && misspelt);
  }

  private void leave() throws IOException {
    while (parser.getParsingContext().getNestingDepth() > TOP_LEVEL) {
      parser.nextToken();
    }
  }
}
