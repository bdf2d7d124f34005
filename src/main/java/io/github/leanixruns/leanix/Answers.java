package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.settings.Secrets;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Reads LeanIX's answers as its OpenAPI describes them, and tells refusals from passing trouble.
 */
public final class Answers {

  private static final int MOST_CHARACTERS = 500;
  private static final int UNAUTHORIZED = 401;
  private static final Set<Integer> PASSING = Set.of(UNAUTHORIZED, 408, 425, 429);

  private final Clock clock;
  private volatile long lastAnswerAt;

  public Answers(Clock clock) {
    this.clock = clock;
    this.lastAnswerAt = clock.millis();
  }

  /** Notes that LeanIX has given a good answer. */
  public void answered() {
    lastAnswerAt = clock.millis();
  }

  /** Returns when LeanIX last gave a good answer, or since when it could: milliseconds. */
  public long lastAnswerAt() {
    return lastAnswerAt;
  }

  /**
   * Tells whether LeanIX refuses a request for good: 4xx, but for those that say to come again. A
   * token that is refused even when it is new concerns all runs, and none in particular.
   */
  public boolean isRefusal(@ExchangeException HttpOperationFailedException answer) {
    int status = answer.getStatusCode();
    return status >= 400 && status < 500 && !PASSING.contains(status);
  }

  /** Tells the same of LeanIX's storage, whose addresses hold the only key there is. */
  public boolean isStorageRefusal(HttpOperationFailedException answer) {
    return isRefusal(answer) || answer.getStatusCode() == UNAUTHORIZED;
  }

  /** Throws a refusal that was caught before something else had to be asked. */
  public void refuse(@Variable("refusal") HttpOperationFailedException refusal)
      throws HttpOperationFailedException {
    throw refusal;
  }

  /** Throws that an answer cannot even be taken for text. */
  public void unreadable(@ExchangeException Exception failure) throws InvalidAnswerException {
    throw new InvalidAnswerException("LeanIX's answer cannot be read: " + failure);
  }

  /** Tells whether there is anything in an answer for which nothing is due. */
  public boolean hasWords(@Body byte[] answer) {
    return answer != null && !new String(answer, StandardCharsets.ISO_8859_1).isBlank();
  }

  /** Throws that a start was answered well, perhaps by somebody else, and did nothing. */
  public void startWithoutEffect() throws InvalidAnswerException {
    throw new InvalidAnswerException("The start was answered, but LeanIX has not started the run");
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
      throw new InvalidAnswerException("LeanIX gave the run an id that no run can have");
    }
    return id;
  }

  /** Returns the status in {@code {"id": …, "status": …}}. */
  public String status(@Body JsonNode answer) throws InvalidAnswerException {
    return Secrets.mask(text(answer, "status"));
  }

  /** Returns the room at LeanIX's storage in {@code {"SAS": …, "expireAt": …}}. */
  public Storage storage(@Body JsonNode answer) throws InvalidAnswerException {
    return new Storage(
        SignedUrl.of(text(answer, "SAS", Integer.MAX_VALUE)), answer.path("expireAt").textValue());
  }

  /** Returns where results lie at LeanIX's storage, in {@code {"url": …}}; null where nowhere. */
  public SignedUrl address(@Body JsonNode answer) throws InvalidAnswerException {
    String url = answer == null ? "" : answer.path("url").asText("");
    return url.isEmpty() ? null : SignedUrl.of(url);
  }

  /** Returns no warnings, with the first page still to read. */
  public Warnings noWarningsYet() {
    return Warnings.notReadYet();
  }

  /** Returns the warnings read so far and those of one more page. */
  public Warnings warnings(@Variable("warnings") Warnings soFar, @Body JsonNode page)
      throws InvalidAnswerException {
    if (page == null || !page.isArray()) {
      throw new InvalidAnswerException("LeanIX answered no list of warnings");
    }
    return soFar.plus(page);
  }

  /** Returns the statistics as LeanIX gave them. */
  public JsonNode statistics(@Body JsonNode answer) throws InvalidAnswerException {
    if (answer == null || !answer.isObject()) {
      throw new InvalidAnswerException("LeanIX answered no statistics");
    }
    return answer;
  }

  /** Returns the results as they came; reading them fails where they are no whole LDIF. */
  public InputStream results(@Body InputStream answer) {
    return ResultsIntegrityStream.in(answer);
  }

  private static String text(JsonNode answer, String field) throws InvalidAnswerException {
    return text(answer, field, MOST_CHARACTERS);
  }

  private static String text(JsonNode answer, String field, int most)
      throws InvalidAnswerException {
    return usable(answer == null ? null : answer.path(field).textValue(), field, most);
  }

  /** Returns the text of a field, which the ledger can hold. */
  static String usable(String text, String field) throws InvalidAnswerException {
    return usable(text, field, MOST_CHARACTERS);
  }

  private static String usable(String text, String field, int most) throws InvalidAnswerException {
    if (text == null || text.isBlank()) {
      throw new InvalidAnswerException("LeanIX's answer has no \"" + field + "\"");
    }
    if (text.length() > most) {
      throw new InvalidAnswerException(
          "LeanIX's answer has a \"%s\" of more than %d characters".formatted(field, most));
    }
    // no ledger in PostgreSQL takes it
    if (text.indexOf('\0') >= 0) {
      throw new InvalidAnswerException(
          "LeanIX's answer has a \"%s\" with the character U+0000".formatted(field));
    }
    return text;
  }

  /** Returns the path of a run below the Integration API; the run id is data and stays one name. */
  public String pathOf(@Variable("run") Map<String, Object> run) {
    return "synchronizationRuns/" + encoded((String) run.get("run_id"));
  }

  /** Returns a text as it can stand in a path or a query. */
  public String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
