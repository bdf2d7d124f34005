package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.settings.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Reads LeanIX's answers as its OpenAPI describes them, and tells refusals from failures. */
public final class Answers {

  private static final int MAX_CHARACTERS = 500;
  static final int MAX_PARSED_BYTES = 8 << 20;

  /** Reports an answer whose text cannot be decoded. */
  public void unreadable(@ExchangeException Exception failure) throws InvalidAnswerException {
    throw new InvalidAnswerException("LeanIX's answer cannot be read: " + failure);
  }

  /**
   * Requires that an answer has a status code of a success, and closes it if not.
   *
   * @param success the codes, separated by commas
   */
  public void requireSuccess(InputStream answer, int status, String success) throws IOException {
    if (!List.of(success.split(",")).contains(String.valueOf(status))) {
      if (answer != null) {
        answer.close();
      }
      throw new InvalidAnswerException(
          "The answer is not LeanIX's: HTTP "
              + status
              + " instead of "
              + success.replace(",", " or ")
              + ". It may come from a proxy");
    }
  }

  /** Reads an answer that must be JSON. Returns null if it is empty. */
  public JsonNode parsed(@Body InputStream answer) throws IOException {
    byte[] json = read(answer);
    return json.length == 0 ? null : JsonMappers.answers().readTree(json);
  }

  /** Reads an answer. A hostile one could fill the memory, so its size is limited. */
  private static byte[] read(InputStream answer) throws IOException {
    if (answer == null) {
      return new byte[0];
    }
    try (answer) {
      byte[] bytes = answer.readNBytes(MAX_PARSED_BYTES + 1);
      if (bytes.length > MAX_PARSED_BYTES) {
        throw new InvalidAnswerException("LeanIX's answer has more than 8 MB");
      }
      return bytes;
    } catch (InvalidAnswerException | SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidAnswerException("LeanIX's answer was cut off: " + e.getMessage(), e);
    }
  }

  /** Returns the answer unchanged. */
  public Object asReceived(@Body Object answer) {
    return answer;
  }

  /** Tells whether there is text in an answer that should be empty. */
  public boolean hasText(@Body InputStream answer) throws IOException {
    return !new String(read(answer), StandardCharsets.ISO_8859_1).isBlank();
  }

  /**
   * Describes LeanIX's 400 to a start, which says that the run was started earlier.
   *
   * @throws HttpOperationFailedException if the answer is not from LeanIX
   */
  public String startedEarlier(@ExchangeException HttpOperationFailedException answer)
      throws HttpOperationFailedException {
    if (!AnswerOrigin.isRefusal(answer)) {
      throw answer;
    }
    return ErrorMessages.of(answer);
  }

  /** Reports that LeanIX has not started the run, although it answered with a success. */
  public void notStarted() throws InvalidAnswerException {
    throw new InvalidAnswerException(
        "The start was answered with a text that is not LeanIX's, and the run is not started");
  }

  /**
   * Returns the id of a created run.
   *
   * @param answer {@code {"id": …}}, or an array of one such object as the specification says
   */
  public String runId(@Body JsonNode answer) throws InvalidAnswerException {
    JsonNode run = answer != null && answer.isArray() ? answer.path(0) : answer;
    String id = text(run, "id");
    if (id.matches("\\.*")) {
      throw new InvalidAnswerException("LeanIX returned an invalid run id");
    }
    return id;
  }

  /** Returns the status in {@code {"id": …, "status": …}}, which must be that of the run. */
  public String status(JsonNode answer, String runId) throws InvalidAnswerException {
    if (!runId.equals(text(answer, "id"))) {
      throw new InvalidAnswerException("LeanIX's answer is the status of another run");
    }
    return Secrets.mask(text(answer, "status"));
  }

  /** Returns run ids and statuses in {@code [{"id": …, "status": …}, …]}. */
  public static Stream<Map.Entry<String, String>> statuses(JsonNode answer) {
    return answer
        .valueStream()
        .filter(run -> run.path("id").isTextual() && run.path("status").isTextual())
        .map(run -> Map.entry(run.path("id").textValue(), run.path("status").textValue()));
  }

  /** Returns the upload location in {@code {"SAS": …, "expireAt": …}}. */
  public Storage storage(@Body JsonNode answer) throws InvalidAnswerException {
    return new Storage(
        SignedUrl.of(text(answer, "SAS", Integer.MAX_VALUE)), answer.path("expireAt").textValue());
  }

  /** Returns the signed URL of the results in {@code {"url": …}}, or null if it has none. */
  public SignedUrl resultsUrl(@Body JsonNode answer) throws InvalidAnswerException {
    boolean isObject = answer != null && answer.isObject();
    boolean hasNoUrl = isObject && (answer.isEmpty() || answer.path("url").isNull());
    return hasNoUrl ? null : SignedUrl.of(text(answer, "url", Integer.MAX_VALUE));
  }

  /** Returns an empty list whose first page is still to be read. */
  public Warnings noWarningsYet() {
    return Warnings.notReadYet();
  }

  /** Adds a page to the warnings. */
  public Warnings warnings(@Variable("warnings") Warnings soFar, @Body JsonNode page)
      throws InvalidAnswerException {
    if (page == null || !page.isArray() || !page.valueStream().allMatch(JsonNode::isObject)) {
      throw new InvalidAnswerException("LeanIX's answer is not a list of warnings");
    }
    return soFar.plus(page);
  }

  /** Returns the statistics unchanged. */
  public JsonNode statistics(@Body JsonNode answer) throws InvalidAnswerException {
    if (answer == null || !answer.isObject()) {
      throw new InvalidAnswerException("LeanIX's answer has no statistics");
    }
    return answer;
  }

  /** Returns the results as a stream that fails at the end if they are incomplete, or null. */
  public InputStream results(@Body InputStream answer) {
    return answer == null ? null : ResultsIntegrityStream.of(answer);
  }

  private static String text(JsonNode answer, String field) throws InvalidAnswerException {
    return text(answer, field, MAX_CHARACTERS);
  }

  private static String text(JsonNode answer, String field, int maxCharacters)
      throws InvalidAnswerException {
    return usable(answer == null ? null : answer.path(field).textValue(), field, maxCharacters);
  }

  /** Returns the text of a field if the ledger can store it. */
  static String usable(String text, String field) throws InvalidAnswerException {
    return usable(text, field, MAX_CHARACTERS);
  }

  private static String usable(String text, String field, int maxCharacters)
      throws InvalidAnswerException {
    if (text == null || text.isBlank()) {
      throw new InvalidAnswerException("LeanIX's answer has no \"" + field + "\"");
    }
    if (text.length() > maxCharacters) {
      throw new InvalidAnswerException(
          String.format(
              Locale.ROOT,
              "LeanIX's answer has a \"%s\" of more than %d characters",
              field,
              maxCharacters));
    }
    // PostgreSQL cannot store it
    if (text.indexOf('\0') >= 0) {
      throw new InvalidAnswerException(
          String.format(
              Locale.ROOT, "LeanIX's answer has a \"%s\" with the character U+0000", field));
    }
    return text;
  }

  /** URL-encodes a text for a path or a query. */
  public String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
