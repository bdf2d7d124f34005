package io.github.leanixruns.leanix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.settings.Secrets;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Finds the words in LeanIX's answers that a person can act on. */
public final class ErrorMessages {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CHARACTERS = 1_000;
  private static final List<String> FIELDS =
      List.of("errors", "message", "detail", "error_description", "error", "errorMessage");

  private ErrorMessages() {}

  /** Says what a failed call got for an answer: the HTTP status and LeanIX's own words. */
  public static String of(HttpOperationFailedException answer) {
    String status = "HTTP " + answer.getStatusCode();
    if (answer.isRedirectError()) {
      return status + ", " + redirect(answer.getRedirectLocation());
    }
    String words = of(answer.getResponseBody());
    return words.isEmpty() ? status + " without further words" : status + ", \"" + words + "\"";
  }

  /** Says why a call had no usable answer. */
  public static String of(Exception failure) {
    if (failure instanceof HttpOperationFailedException answer) {
      return of(answer);
    }
    return CertificateErrorMessages.of(failure)
        .map(ErrorMessages::shortened)
        .orElseGet(() -> cause(failure));
  }

  private static String cause(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof JsonProcessingException noJson) {
      return shortened("LeanIX's answer is not JSON: " + noJson.getOriginalMessage());
    }
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    return shortened(saysOnlyWhere(cause) ? kind + ": " + message : message);
  }

  /** The message of these is the name of a host or a file, without a word of what is wrong. */
  private static boolean saysOnlyWhere(Throwable cause) {
    return cause instanceof UnknownHostException || cause instanceof FileSystemException;
  }

  /** Nothing that leads elsewhere comes from LeanIX, and a query may hold a secret. */
  private static String redirect(String location) {
    String to = hostIn(location).map(host -> "a redirect to " + host).orElse("a redirect");
    return to + ", which is not followed: check leanix.base-url";
  }

  private static Optional<String> hostIn(String location) {
    try {
      return Optional.ofNullable(location)
          .map(URI::create)
          .map(URI::getHost)
          .map(ErrorMessages::shortened);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no address at all
    }
  }

  static String of(String body) {
    if (body == null || body.isBlank()) {
      return "";
    }
    try {
      JsonNode json = JSON.readTree(body);
      List<String> words = new ArrayList<>();
      FIELDS.forEach(field -> collect(json.path(field), words));
      return shortened(words.isEmpty() ? body : String.join("; ", words));
    } catch (JsonProcessingException e) {
      return shortened(body.replaceAll("(?s)<(script|style).*?</\\1>|<[^>]*>", " "));
    }
  }

  private static void collect(JsonNode node, List<String> words) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, words));
    } else if (node.isTextual()) {
      words.add(node.textValue());
    } else if (node.isObject()) {
      words.add(node.toString());
    }
  }

  /**
   * A secret must be found before it is cut in two. Control characters are nothing for a terminal,
   * and one of them nothing for PostgreSQL.
   */
  private static String shortened(String words) {
    String oneLine = Secrets.mask(words).replaceAll("[\\s\\p{Cc}]+", " ").strip();
    if (oneLine.length() <= MOST_CHARACTERS) {
      return oneLine;
    }
    boolean splitsPair = Character.isHighSurrogate(oneLine.charAt(MOST_CHARACTERS - 1));
    return oneLine.substring(0, splitsPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS) + "…";
  }
}
