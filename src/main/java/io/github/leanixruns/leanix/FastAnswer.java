package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.leanixruns.files.FirstBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * LeanIX's answer to a fast run, in a file: {@code {"status", "warnings", "stats", "results"}}, all
 * of them optional. The results are not read into memory and are returned byte for byte.
 */
public final class FastAnswer {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          // strings of the results are skipped and may be longer
                          .maxStringLength(Answers.MAX_PARSED_BYTES)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .build();

  private static final Set<String> FIELDS = Set.of("status", "warnings", "stats", "results");

  private final Path file;
  private boolean hasOwnFields;
  // a run that failed would say so
  private String status = "FINISHED";
  private Warnings warnings = Warnings.none();
  private JsonNode statistics;
  private long parsedBytes;
  private long resultsFrom = -1;
  private long resultsTo = -1;

  private FastAnswer(Path file) {
    this.file = file;
  }

  /**
   * Reads an answer.
   *
   * @throws InvalidAnswerException if the file is not such an answer
   */
  public static FastAnswer in(Path file) throws IOException {
    FastAnswer answer = new FastAnswer(file);
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      answer.read(parser);
    } catch (JsonProcessingException e) {
      throw new InvalidAnswerException(
          "LeanIX's answer to the fast run is not JSON: " + e.getOriginalMessage(), e);
    }
    return answer;
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT || !isUtf8(parser)) {
      throw notLeanix();
    }
    boolean isEmpty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      isEmpty = false;
      String field = parser.currentName();
      parser.nextToken();
      read(field, parser);
    }
    if (!hasOwnFields && !isEmpty || parser.nextToken() != null) {
      throw notLeanix();
    }
  }

  /** Jackson detects UTF-16 and UTF-32 as well, but counts only the bytes of UTF-8. */
  private static boolean isUtf8(JsonParser parser) {
    return parser.currentLocation().getByteOffset() >= 0;
  }

  private void read(String field, JsonParser parser) throws IOException {
    hasOwnFields |= FIELDS.contains(field);
    switch (field) {
      case "status" -> readStatus(parser);
      case "warnings" -> readWarnings(parser);
      case "stats" -> statistics = isNull(parser) ? null : readObject(parser);
      case "results" -> readResults(parser);
      default -> parser.skipChildren();
    }
  }

  private void readStatus(JsonParser parser) throws IOException {
    if (!isNull(parser)) {
      boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
      status = Answers.usable(isText ? parser.getText() : null, "status");
    }
  }

  private void readWarnings(JsonParser parser) throws IOException {
    if (isNull(parser)) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidAnswerException("LeanIX's answer to the fast run has no list of warnings");
    }
    long count = 0;
    List<JsonNode> first = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      if (first.size() < Warnings.PAGE) {
        first.add(readObject(parser));
      } else {
        parser.skipChildren();
      }
    }
    warnings = new Warnings(count, List.copyOf(first), false);
  }

  private static boolean isNull(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Reads an object into memory, unless it would fill it. */
  private JsonNode readObject(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw notLeanix();
    }
    long from = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    long to = parser.currentLocation().getByteOffset();
    parsedBytes += to - from;
    if (parsedBytes > Answers.MAX_PARSED_BYTES) {
      throw new InvalidAnswerException("LeanIX's answer to the fast run has more than 8 MB");
    }
    try (InputStream object = section(from, to)) {
      return JsonMappers.answers().readTree(object);
    }
  }

  private InputStream section(long from, long to) throws IOException {
    FileChannel channel = FileChannel.open(file);
    channel.position(from);
    return new FirstBytes(Channels.newInputStream(channel), to - from);
  }

  private void readResults(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      long from = parser.currentTokenLocation().getByteOffset();
      boolean isEmpty = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        isEmpty = false;
        parser.nextToken();
        parser.skipChildren();
      }
      resultsFrom = isEmpty ? -1 : from;
      resultsTo = parser.currentLocation().getByteOffset();
    } else if (!isNull(parser)) {
      throw notLeanix();
    }
  }

  private static InvalidAnswerException notLeanix() {
    return new InvalidAnswerException(
        "The answer to the fast run is not one JSON object with a status, warnings, statistics or results");
  }

  /** Returns the status in which the run ended, FINISHED or FAILED. */
  public String status() {
    return status;
  }

  /** Requires that the results, if there are any, are one LDIF. */
  public void requireValidResults() throws IOException {
    if (resultsFrom >= 0) {
      try (InputStream results = results()) {
        results.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** Returns the warnings. */
  public Warnings warnings() {
    return warnings;
  }

  /** Returns the statistics unchanged, or null. */
  public JsonNode statistics() {
    return statistics;
  }

  /** Returns the results unchanged, or null if there are no results. */
  public InputStream results() throws IOException {
    return resultsFrom < 0 ? null : ResultsIntegrityStream.of(section(resultsFrom, resultsTo));
  }
}
