package io.github.leanixruns.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Holds the API token and the access tokens that were issued for it. */
final class TokenStore {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String apiToken;
  private final Duration time;
  private final Clock clock;
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  private final Queue<String> issued = new ConcurrentLinkedQueue<>();
  private volatile boolean refused;

  TokenStore(String apiToken, Duration time, Clock clock) {
    this.apiToken = apiToken;
    this.time = time;
    this.clock = clock;
  }

  static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  boolean accepts(String offered) {
    return !refused && apiToken.equals(offered);
  }

  String issue() {
    Instant now = clock.instant();
    expiries.values().removeIf(expiry -> !now.isBefore(expiry));
    String token = random();
    issued.add(token);
    expiries.put(token, now.plus(time));
    return token;
  }

  List<String> issued() {
    return List.copyOf(issued);
  }

  boolean isValid(String token) {
    Instant expiry = expiries.get(token);
    return expiry != null && clock.instant().isBefore(expiry);
  }

  long seconds() {
    return time.toSeconds();
  }

  void refuse() {
    refused = true;
  }

  void accept() {
    refused = false;
  }

  void revoke() {
    expiries.clear();
  }
}
