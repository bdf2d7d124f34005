package io.github.leanixruns.ldif;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads a file from its first token to its end. */
abstract class DocumentWalk {
  final JsonParser parser;
  final Progress progress;

  DocumentWalk(JsonParser parser, Progress progress) {
    this.parser = parser;
    this.progress = progress;
  }

  /** Reads what the parser stands on, to its closing bracket, or throws that it is none. */
  abstract Document root(JsonToken first) throws IOException;

  Document read() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw Mistake.ofWholeFile("The file holds only blanks.", Advice.COMPLETE);
    }
    Document document = root(first);
    progress.end(document.close());
    if (parser.nextToken() != null) {
      throw moreFollows(progress);
    }
    return document;
  }

  static Mistake moreFollows(Progress progress) {
    return Mistake.at(
        progress.end(),
        progress
            .kind()
            .describe(
                "the document ends here, but something follows; a file holds one {noun} and nothing"
                    + " else."));
  }

  Mistake notAnObject(JsonToken first) {
    String words =
        "the file holds only " + Tokens.kind(first) + "; {document} is a JSON object, in { and }.";
    return Mistake.at(Tokens.offset(parser), progress.kind().describe(words), Advice.EXPORT);
  }
}
