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
 * Knows the secrets of this process and masks them in any text: as they are, in base64 with their
 * user as HTTP sends them, URL-encoded, and as JSON writes them.
 *
 * <p>One for the whole process, because the log is.
 */
public final class Secrets {

  private static final String MASK = "***";
  // a shorter one would be found in every other word, and its holes would tell what it is
  private static final int LEAST_CHARACTERS = 8;
  // one an hour: those that have run out long ago are no longer secret
  private static final int MOST_ACCESS_TOKENS = 100;
  // What is secret by its shape, whether or not anybody has told: an access token is logged as part
  // of the answer that brings it before the program has read it, Camel lists all settings before
  // that, and others sign storage URLs.
  private static final Pattern SHAPES =
      Pattern.compile(
          // all begin with one of these, which passes over most of a text in one step a character
          "(?i)(?=[abls?&])(?:(authorization\\W{1,9}(?:bearer|basic)\\s+"
              + "|\\b(?:bearer|basic)\\s+(?=\\S{16})"
              + "|access_token\\W{1,9})[\\w.~+/=-]+"
              + "|(leanix\\.(?:channel\\.[\\w-]+\\.)?(?:api-token|proxy-password|ledger\\.password|queue\\.password)\\s*=\\s*)"
              // up to the end of the line's word, or of the JSON text that it is in
              + "(?:(?!\\\\?\"[,\\]}]*(?:\\s|$))\\S)+"
              + "|((?:[?&](?:[\\w.]*password|access_token)|\\b(?:sig|signature))=)[^\\s&\"'<>\\\\]+)");

  private static final Set<String> LASTING = new LinkedHashSet<>();
  private static final Deque<String> ACCESS_TOKENS = new ArrayDeque<>();
  private static volatile List<String> forms = List.of();

  private Secrets() {}

  /** Remembers a user's password, or a token that is used like one. */
  public static synchronized void hideCredentials(String user, String secret) {
    if (LASTING.add(secret)) {
      byte[] credentials = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      LASTING.add(Base64.getEncoder().encodeToString(credentials));
      collectForms();
    }
  }

  /** Remembers an access token, until a hundred more have come. */
  public static synchronized void hideAccessToken(String token) {
    ACCESS_TOKENS.addLast(token);
    if (ACCESS_TOKENS.size() > MOST_ACCESS_TOKENS) {
      ACCESS_TOKENS.removeFirst();
    }
    collectForms();
  }

  /** Returns a text without the secrets in it. */
  public static String mask(String text) {
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return SHAPES.matcher(masked).replaceAll("$1$2$3" + MASK);
  }

  /** Returns an address that somebody mistyped without the user and password that it may hold. */
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
    if (secret.length() >= LEAST_CHARACTERS) {
      all.add(secret);
      all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
      all.add(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(secret)));
    }
  }
}
