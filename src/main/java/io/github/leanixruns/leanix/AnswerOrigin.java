package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Tells whether LeanIX or its storage gave the answer to a failed call. Otherwise it is from an
 * intermediary: a proxy, a firewall, an ingress or a login page.
 */
public final class AnswerOrigin {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern JSON_TYPE = Pattern.compile("(?i)application/(\\S+\\+)?json\\b.*");
  private static final Pattern XML_TYPE = Pattern.compile("(?i)(application|text)/xml\\b.*");
  private static final Pattern STORAGE = Pattern.compile("https?://[^/?#]+/(?!services/).+");
  // RFC 6749, section 5.2
  private static final Pattern OAUTH_ERROR = Pattern.compile("[a-z]+(_[a-z]+)+");
  private static final int MAX_CHARACTERS = 200;
  // the text of a long error is cut off after 64 kB, which are at least this many characters
  private static final int MIN_CUT_CHARACTERS = 16_000;
  private static final Pattern CUT_ERRORS =
      Pattern.compile("\\s*\\{(\\s*\"status\"\\s*:[^,{\\[]*,)?\\s*\"errors\"\\s*:\\s*\\[");
  private static final JsonNode NO_ERRORS =
      JSON.createObjectNode().set("errors", JSON.createArrayNode());
  private static final int UNAUTHORIZED = 401;
  // 407 is always a proxy's; the others ask for a retry, also if an intermediary gives them
  private static final Set<Integer> RETRIED = Set.of(407, 408, 425, 429);

  private AnswerOrigin() {}

  /**
   * Tells whether LeanIX itself answered that it will never accept a request. A new access token
   * that it refuses concerns all runs rather than this request.
   */
  public static boolean isRefusal(HttpOperationFailedException answer) {
    return isFinal(answer) && answer.getStatusCode() != UNAUTHORIZED && isLeanix(answer);
  }

  /** Tells whether LeanIX itself refused an access token. */
  public static boolean isUnauthorized(HttpOperationFailedException answer) {
    return answer.getStatusCode() == UNAUTHORIZED && isLeanix(answer);
  }

  /** Tells whether a server other than LeanIX refused a request. */
  public static boolean isIntermediary(HttpOperationFailedException answer) {
    return isFinal(answer) && !isLeanix(answer);
  }

  /** Tells whether the token endpoint answered that it does not accept the API token. */
  static boolean isTokenRefusal(HttpOperationFailedException answer) {
    return isFinal(answer) && (isLeanix(answer) || isOauthError(answer));
  }

  /**
   * Tells whether LeanIX's storage, which is Azure's Blob Storage, refused a request, for example
   * because a URL has expired.
   */
  public static boolean isStorageRefusal(HttpOperationFailedException answer) {
    return isFinal(answer) && (isStorage(answer) || isLeanix(answer));
  }

  private static boolean isFinal(HttpOperationFailedException answer) {
    int status = answer.getStatusCode();
    return status >= 400 && status < 500 && !RETRIED.contains(status);
  }

  /** Tells whether an answer is JSON of one of the shapes in LeanIX's OpenAPI. */
  private static boolean isLeanix(HttpOperationFailedException answer) {
    JsonNode json = json(answer);
    return json.path("errors").isArray() || isWarning(json);
  }

  /** The OpenAPI describes a 404 of several calls as {@code Warning}. */
  private static boolean isWarning(JsonNode json) {
    return json.path("message").isTextual()
        && Stream.of("status", "detail", "category", "content")
            .anyMatch(field -> json.path(field).isTextual());
  }

  private static boolean isOauthError(HttpOperationFailedException answer) {
    return OAUTH_ERROR.matcher(json(answer).path("error").asText("")).matches();
  }

  private static boolean isStorage(HttpOperationFailedException answer) {
    return XML_TYPE.matcher(header(answer, "Content-Type")).matches()
        || !header(answer, "x-ms-request-id").isEmpty()
        || !header(answer, "x-ms-error-code").isEmpty();
  }

  private static JsonNode json(HttpOperationFailedException answer) {
    String body = answer.getResponseBody();
    if (body == null || !JSON_TYPE.matcher(header(answer, "Content-Type")).matches()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonEOFException e) {
      boolean isCut = body.length() >= MIN_CUT_CHARACTERS && CUT_ERRORS.matcher(body).lookingAt();
      return isCut ? NO_ERRORS : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance(); // not LeanIX's
    }
  }

  /** Returns the value of a header, or an empty text without it. */
  static String header(HttpOperationFailedException answer, String name) {
    Map<String, String> headers = answer.getResponseHeaders();
    return headers == null
        ? ""
        : headers.entrySet().stream()
            .filter(header -> name.equalsIgnoreCase(header.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
  }

  /** Tells whether the path of LeanIX's storage for uploads is unknown. */
  public static boolean isAboutStorage(HttpOperationFailedException answer) {
    return answer.getStatusCode() == 404 && answer.getUri().endsWith("/storages/azure");
  }

  /** Returns the setting that says where a request may be sent, for advice. */
  static String settingOfHost(HttpOperationFailedException answer) {
    return STORAGE.matcher(answer.getUri()).matches() ? "leanix.storage.hosts" : "leanix.base-url";
  }

  /** Names the host, the status and the page of an intermediary's answer, and what to check. */
  public static String describeIntermediary(HttpOperationFailedException answer) {
    return String.format(
        Locale.ROOT,
        "%s answered with HTTP %d and %s, which is not an answer of LeanIX. Check %s, and the proxies, firewalls and login pages between this machine and LeanIX",
        host(answer),
        answer.getStatusCode(),
        content(answer),
        settingOfHost(answer));
  }

  /** The path and the query may contain a secret. */
  private static String host(HttpOperationFailedException answer) {
    try {
      String host = URI.create(answer.getUri()).getHost();
      return host == null ? "A server" : host;
    } catch (IllegalArgumentException e) {
      return "A server";
    }
  }

  private static String content(HttpOperationFailedException answer) {
    String body = String.valueOf(answer.getResponseBody());
    String title = HtmlText.titleOf(body);
    if (!title.isBlank()) {
      return "the page \"" + ErrorMessages.shortened(title, MAX_CHARACTERS) + "\"";
    }
    String text = ErrorMessages.of(answer.getResponseBody());
    return text.isEmpty()
        ? "no text"
        : "the text \"" + ErrorMessages.shortened(text, MAX_CHARACTERS) + "\"";
  }
}
