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
 * @param requests the LDIF, or its blocks and the list of them
 */
public record Upload(SignedUrl url, String expireAt, long size, long blockSize, Parts requests) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Begins an upload. */
  static Upload of(SignedUrl url, String expireAt, long size, long blockSize) {
    boolean single = blockSize == 0;
    int count = single ? 1 : Math.toIntExact((size + blockSize - 1) / blockSize) + 1;
    return new Upload(url, expireAt, size, blockSize, new Parts(count, !single));
  }

  /** Returns the body of the call that creates a run from the uploaded LDIF. */
  public byte[] input() throws JsonProcessingException {
    return JSON.writeValueAsBytes(Map.of("url", url.text(), "type", "azureStorage"));
  }

  /**
   * Returns a request that is not sent yet, or null without one. The list of blocks follows when
   * all blocks are in the storage.
   */
  StorageRequest next(File ldif) {
    int part = requests.take();
    if (part == Parts.NONE) {
      return null;
    }
    if (blockSize == 0) {
      return StorageRequest.putWhole(url, FileSection.of(ldif, 0, size));
    }
    return part < blocks() ? block(part, ldif) : blockList();
  }

  private StorageRequest block(int number, File ldif) {
    long from = number * blockSize;
    String id = URLEncoder.encode(blockId(number), StandardCharsets.UTF_8);
    return StorageRequest.put(
        url.with("comp=block&blockid=" + id),
        number,
        FileSection.of(ldif, from, Math.min(blockSize, size - from)));
  }

  private StorageRequest blockList() {
    String list =
        IntStream.range(0, blocks())
            .mapToObj(number -> "<Latest>" + blockId(number) + "</Latest>")
            .collect(
                Collectors.joining(
                    "", "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>", "</BlockList>"));
    return StorageRequest.put(
        url.with("comp=blocklist"), blocks(), list.getBytes(StandardCharsets.US_ASCII));
  }

  private int blocks() {
    return requests.count() - 1;
  }

  /** The storage requires ids of the same length. */
  private static String blockId(int number) {
    byte[] digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(digits);
  }

  /** Omits the query of the URL, which is a secret. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d bytes to %s", size, url);
  }
}
