package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.settings.Secrets;
import java.net.URI;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Describes failed calls in one sentence, with LeanIX's own message. */
public final class ErrorMessages {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_CHARACTERS = 1_000;
  private static final List<String> FIELDS =
      List.of("errors", "message", "detail", "error_description", "error", "errorMessage");

  private ErrorMessages() {}

  /** Returns the HTTP status and LeanIX's message. */
  public static String of(HttpOperationFailedException answer) {
    String status = "HTTP " + answer.getStatusCode();
    if (answer.isRedirectError()) {
      return status + ", " + redirect(answer);
    }
    String message = of(answer.getResponseBody());
    return message.isEmpty() ? status + " without a message" : status + ", \"" + message + "\"";
  }

  /** Describes why a call had no usable answer. */
  public static String of(Exception failure) {
    if (failure instanceof HttpOperationFailedException answer) {
      return of(answer);
    }
    return CertificateErrorMessages.of(failure)
        .map(ErrorMessages::shortened)
        .orElseGet(() -> cause(failure));
  }

  private static String cause(Exception failure) {
    Throwable cause = root(failure);
    Optional<String> words = FileErrors.describe(cause).or(() -> BrokenAnswerMessages.of(cause));
    if (words.isPresent()) {
      return shortened(words.get());
    }
    if (cause instanceof JsonProcessingException noJson) {
      return shortened("LeanIX's answer is not JSON: " + noJson.getOriginalMessage());
    }
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    boolean isOnlyHost = cause.getClass() == UnknownHostException.class;
    return shortened(isOnlyHost ? kind + ": " + message : withoutExchange(message));
  }

  /** Returns the deepest cause, or that of the database, whose own causes say less. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root && !isOfServer(root)) {
      root = root.getCause();
    }
    return root;
  }

  /** A pool of connections wraps the failure of the driver. */
  private static boolean isOfServer(Throwable failure) {
    return failure instanceof SQLException && !(failure.getCause() instanceof SQLException);
  }

  /** Camel appends the exchange, which says nothing to a reader. */
  private static String withoutExchange(String message) {
    int end = message.lastIndexOf(". Exchange[");
    return end < 0 ? message : message.substring(0, end);
  }

  /** LeanIX does not redirect. The query may contain a secret, so only the host is named. */
  private static String redirect(HttpOperationFailedException answer) {
    String to =
        hostIn(answer.getRedirectLocation())
            .map(host -> "a redirect to " + host)
            .orElse("a redirect");
    return to + ", which is not followed. Check " + AnswerOrigin.settingOfHost(answer);
  }

  private static Optional<String> hostIn(String location) {
    try {
      return Optional.ofNullable(location)
          .map(URI::create)
          .map(URI::getHost)
          .map(ErrorMessages::shortened);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a URL
    }
  }

  static String of(String body) {
    if (body == null || body.isBlank()) {
      return "";
    }
    try {
      JsonNode json = JSON.readTree(body);
      List<String> messages = new ArrayList<>();
      FIELDS.forEach(field -> collect(json.path(field), messages));
      return shortened(messages.isEmpty() ? body : String.join("; ", messages));
    } catch (JsonProcessingException e) {
      return shortened(HtmlText.of(body));
    }
  }

  private static void collect(JsonNode node, List<String> messages) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, messages));
    } else if (node.isTextual()) {
      messages.add(node.textValue());
    } else if (node.isObject()) {
      messages.add(node.toString());
    }
  }

  /**
   * Masks secrets before it shortens, so that none is cut in two. Control characters can harm a
   * terminal, and PostgreSQL cannot store U+0000.
   */
  static String shortened(String text, int maxCharacters) {
    String oneLine = Secrets.mask(text).replaceAll("[\\s\\p{Cc}]+", " ").strip();
    if (oneLine.length() <= maxCharacters) {
      return oneLine;
    }
    boolean splitsPair = Character.isHighSurrogate(oneLine.charAt(maxCharacters - 1));
    return oneLine.substring(0, splitsPair ? maxCharacters - 1 : maxCharacters) + "…";
  }

  private static String shortened(String text) {
    return shortened(text, MAX_CHARACTERS);
  }
}
