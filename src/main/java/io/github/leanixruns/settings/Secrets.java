package io.github.leanixruns.settings;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds the secrets of this process and masks them in texts: in plain form, as base64 credentials,
 * URL-encoded and JSON-encoded.
 *
 * <p>The state is static, because the log is shared by the whole process.
 */
public final class Secrets {

  private static final String MASK = "***";
  // a shorter secret would match ordinary words, and its masks would reveal it
  private static final int MIN_CHARACTERS = 8;
  // such as FINISHED: masking it would hide stages and statuses
  private static final Pattern NAME_OF_STATUS = Pattern.compile("[A-Z_]+");
  // LeanIX issues one an hour, so the oldest have expired
  private static final int MAX_ACCESS_TOKENS = 100;
  // Recognizes secrets that are not registered yet: the answer with an access token is logged
  // before
  // it is read, Camel logs all settings at the start, and LeanIX signs storage URLs.
  private static final Pattern SHAPES =
      Pattern.compile(
          // a fast check of the first character, which excludes most of a text
          "(?i)(?=[abls?&])(?:(authorization\\W{1,9}(?:bearer|basic)\\s+"
              + "|\\b(?:bearer|basic)\\s+(?=\\S{16})"
              + "|access_token\\W{1,9})[\\w.~+/=-]+"
              + "|(leanix\\.(?:channel\\.[\\w-]+\\.)?(?:api-token|proxy-password|ledger\\.password|queue\\.password)\\s*=\\s*)"
              // up to the end of the word, or of the JSON string; possessive, because the stack
              // would overflow with a long one
              + "(?:(?!\\\\?\"[,\\]}]*(?:\\s|$))\\S)++"
              + "|((?:[?&](?:[\\w.]*password|access_token)|\\b(?:sig|signature))=)[^\\s&\"'<>\\\\]+)");

  private static final Set<String> LASTING = new LinkedHashSet<>();
  private static final Deque<String> ACCESS_TOKENS = new ArrayDeque<>();
  private static volatile List<String> forms = List.of();

  private Secrets() {}

  /** Registers a password, or a token that is used as one. */
  public static synchronized void hideCredentials(String user, String secret) {
    if (LASTING.add(secret)) {
      byte[] credentials = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      LASTING.add(Base64.getEncoder().encodeToString(credentials));
      collectForms();
    }
  }

  /** Registers an access token. Only the last hundred are kept. */
  public static synchronized void hideAccessToken(String token) {
    ACCESS_TOKENS.addLast(token);
    if (ACCESS_TOKENS.size() > MAX_ACCESS_TOKENS) {
      ACCESS_TOKENS.removeFirst();
    }
    collectForms();
  }

  /** Returns a text for people with its secrets masked. Data that decides must not be masked. */
  public static String mask(String text) {
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return SHAPES.matcher(masked).replaceAll("$1$2$3" + MASK);
  }

  /** Returns a URL, valid or not, with its user name and password masked. */
  public static String withoutUserInfo(String address) {
    return address.replaceAll("//.*@", "//" + MASK + "@");
  }

  private static void collectForms() {
    Set<String> all = new LinkedHashSet<>();
    LASTING.forEach(secret -> collectForms(secret, all));
    ACCESS_TOKENS.forEach(secret -> collectForms(secret, all));
    List<String> longestFirst = new ArrayList<>(all);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    forms = List.copyOf(longestFirst);
  }

  private static void collectForms(String secret, Set<String> all) {
    if (secret.length() >= MIN_CHARACTERS && !NAME_OF_STATUS.matcher(secret).matches()) {
      all.add(secret);
      all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
      all.add(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(secret)));
    }
  }
}
