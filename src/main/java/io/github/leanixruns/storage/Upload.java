package io.github.leanixruns.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.leanix.SignedUrl;
import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The progress of the upload of an LDIF. It is a secret because it holds a signed URL.
 *
 * @param expireAt when the URL expires, as LeanIX returned it, or null
 * @param size the size of the LDIF in bytes
 * @param blockSize the size of each block except the last, in bytes, or 0 for a single request
 * @param done the number of successful requests; after the blocks, the last one lists them
 */
public record Upload(SignedUrl url, String expireAt, long size, long blockSize, int done) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns whether there are more requests to send. */
  public boolean hasNext() {
    return done < (isSingleRequest() ? 1 : blocks() + 1);
  }

  /** Returns the body of the call that creates a run from the uploaded LDIF. */
  public byte[] input() throws JsonProcessingException {
    return JSON.writeValueAsBytes(Map.of("url", url.text(), "type", "azureStorage"));
  }

  Upload withRequestDone() {
    return new Upload(url, expireAt, size, blockSize, done + 1);
  }

  /** Returns the next request. */
  StoragePut next(File ldif) {
    if (isSingleRequest()) {
      return new StoragePut(url, true, FileSection.of(ldif, 0, size));
    }
    return done < blocks() ? block(ldif) : blockList();
  }

  private StoragePut block(File ldif) {
    long from = done * blockSize;
    String id = URLEncoder.encode(blockId(done), StandardCharsets.UTF_8);
    return new StoragePut(
        url.with("comp=block&blockid=" + id),
        false,
        FileSection.of(ldif, from, Math.min(blockSize, size - from)));
  }

  private StoragePut blockList() {
    String list =
        IntStream.range(0, blocks())
            .mapToObj(number -> "<Latest>" + blockId(number) + "</Latest>")
            .collect(
                Collectors.joining(
                    "", "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>", "</BlockList>"));
    return new StoragePut(
        url.with("comp=blocklist"), false, list.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean isSingleRequest() {
    return blockSize == 0;
  }

  private int blocks() {
    return Math.toIntExact((size + blockSize - 1) / blockSize);
  }

  /** The storage requires ids of the same length. */
  private static String blockId(int number) {
    byte[] digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(digits);
  }

  /** Omits the query of the URL, which is a secret. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d bytes to %s, %d requests done", size, url, done);
  }
}
