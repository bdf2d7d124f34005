package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The blobs behind the signed URLs. */
final class BlobStore {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PATH = "/blob/";

  private final Map<String, Blob> blobs = new ConcurrentHashMap<>();
  private final String baseUrl;
  private final Duration time;
  private final Clock clock;

  BlobStore(String baseUrl, Duration time, Clock clock) {
    this.baseUrl = baseUrl;
    this.time = time;
    this.clock = clock;
  }

  record Signed(String url, Instant expireAt) {}

  /** Makes room for an upload. */
  Signed allocate() throws IOException {
    discardExpired();
    String signature = signature();
    return add(new Blob(signature, clock.instant().plus(time)), signature);
  }

  /** Makes something downloadable; the same results are the same blob at each address. */
  String publish(RunResults results) {
    String signature = signature();
    return add(
            new Blob(
                signature, clock.instant().plus(time), results.length(), results, results.etag()),
            signature)
        .url();
  }

  /** Answers null where the id is unknown, the signature wrong or its time over. */
  Blob open(String id, String signature) {
    Blob blob = blobs.get(id);
    return blob != null && blob.opensTo(signature, clock.instant()) ? blob : null;
  }

  /** Finds the blob of one of our own URLs; another host is never asked. */
  Blob resolve(String url) {
    if (!url.startsWith(baseUrl + PATH)) {
      throw new Refusal(400, "The url is none of the sandbox's own storage.");
    }
    Blob blob = null;
    try {
      URI uri = URI.create(url);
      blob =
          open(uri.getPath().substring(PATH.length()), HttpCall.form(uri.getRawQuery()).get("sig"));
    } catch (IllegalArgumentException e) {
      // Said below
    }
    if (blob == null) {
      throw new Refusal(400, "The url does not open a blob: its signature is wrong or too old.");
    }
    return blob;
  }

  private Signed add(Blob blob, String signature) {
    String id = Tokens.random();
    blobs.put(id, blob);
    String url =
        baseUrl
            + PATH
            + id
            + "?sv=2023-11-03&sr=b&sp=rcw&se="
            + URLEncoder.encode(blob.expireAt().toString(), StandardCharsets.UTF_8)
            + "&sig="
            + URLEncoder.encode(signature, StandardCharsets.UTF_8);
    return new Signed(url, blob.expireAt());
  }

  /** Like Azure's, signatures need escaping in a URL and do not survive a second one. */
  private static String signature() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void discardExpired() throws IOException {
    Instant now = clock.instant();
    for (Iterator<Blob> all = blobs.values().iterator(); all.hasNext(); ) {
      Blob blob = all.next();
      if (!now.isBefore(blob.expireAt())) {
        all.remove();
        if (!blob.readOnly()) {
          blob.discard();
        }
      }
    }
  }
}
