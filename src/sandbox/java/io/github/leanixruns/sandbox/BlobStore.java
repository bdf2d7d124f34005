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

/** Holds the blobs that the signed URLs point to. */
final class BlobStore {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PATH = "/blob/";

  private final Map<String, StoredBlob> blobs = new ConcurrentHashMap<>();
  private final String baseUrl;
  private final Duration time;
  private final Clock clock;

  BlobStore(String baseUrl, Duration time, Clock clock) {
    this.baseUrl = baseUrl;
    this.time = time;
    this.clock = clock;
  }

  record Signed(String url, Instant expireAt) {}

  /** Creates an empty blob for an upload. */
  Signed allocate() throws IOException {
    discardExpired();
    String signature = signature();
    return add(new StoredBlob(signature, clock.instant().plus(time)), signature);
  }

  /** Makes results downloadable. The same results have the same ETag at each address. */
  String publish(RunResults results) {
    String signature = signature();
    return add(
            new StoredBlob(
                signature, clock.instant().plus(time), results.length(), results, results.etag()),
            signature)
        .url();
  }

  /** Returns null if the id is unknown, or the signature is wrong or expired. */
  StoredBlob open(String id, String signature) {
    StoredBlob blob = blobs.get(id);
    return blob != null && blob.isReadableWith(signature, clock.instant()) ? blob : null;
  }

  /** Finds the blob of a signed URL of the sandbox. The sandbox never connects to another host. */
  StoredBlob resolve(String url) {
    if (!url.startsWith(baseUrl + PATH)) {
      throw new Refusal(400, "The url does not point to the storage of the sandbox.");
    }
    StoredBlob blob = null;
    try {
      URI uri = URI.create(url);
      blob =
          open(uri.getPath().substring(PATH.length()), HttpCall.form(uri.getRawQuery()).get("sig"));
    } catch (IllegalArgumentException e) {
      // Reported below
    }
    if (blob == null) {
      throw new Refusal(
          400, "The url does not point to a blob, or its signature is wrong or expired.");
    }
    return blob;
  }

  private Signed add(StoredBlob blob, String signature) {
    String id = TokenStore.random();
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

  /** As at Azure, a signature must be escaped in a URL, and escaping it twice breaks it. */
  private static String signature() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void discardExpired() throws IOException {
    Instant now = clock.instant();
    for (Iterator<StoredBlob> all = blobs.values().iterator(); all.hasNext(); ) {
      StoredBlob blob = all.next();
      if (!now.isBefore(blob.expireAt())) {
        all.remove();
        if (!blob.readOnly()) {
          blob.discard();
        }
      }
    }
  }
}
