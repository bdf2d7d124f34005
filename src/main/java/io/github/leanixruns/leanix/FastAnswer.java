package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * LeanIX's answer to a fast run, in a file: {@code {"status", "warnings", "stats", "results"}}. The
 * results are not read into memory and are returned byte for byte.
 */
public final class FastAnswer {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .build();

  private final Path file;
  private String status;
  private Warnings warnings = Warnings.none();
  private JsonNode statistics;
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
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw noStatus();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      read(field, parser);
    }
    if (status == null || parser.nextToken() != null) {
      throw noStatus();
    }
  }

  private void read(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "status" -> status = Answers.usable(parser.getValueAsString(), field);
      case "warnings" -> readWarnings(parser);
      case "stats" -> statistics = parser.readValueAsTree();
      case "results" -> readResults(parser);
      default -> parser.skipChildren();
    }
  }

  private void readWarnings(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
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
        first.add(parser.readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    warnings = new Warnings(count, List.copyOf(first), false);
  }

  private void readResults(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      resultsFrom = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      resultsTo = parser.currentLocation().getByteOffset();
    }
  }

  private static InvalidAnswerException noStatus() {
    return new InvalidAnswerException("LeanIX's answer to the fast run has no \"status\"");
  }

  /** Returns the status in which the run ended, FINISHED or FAILED. */
  public String status() {
    return status;
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
    if (resultsFrom < 0) {
      return null;
    }
    FileChannel channel = FileChannel.open(file);
    channel.position(resultsFrom);
    return ResultsIntegrityStream.of(
        new FirstBytes(Channels.newInputStream(channel), resultsTo - resultsFrom));
  }
}
