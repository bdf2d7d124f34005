package io.github.leanixruns.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.leanix.SignedUrl;
import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far the upload of an LDIF is; what is kept of it is a secret, because of the address.
 *
 * @param expireAt until when the address is good, as LeanIX writes it, or null
 * @param blockSize bytes of each block but the last, or 0 where the LDIF goes in one piece
 * @param done how many requests of it were answered well, the last one of which lists the blocks
 */
public record Upload(SignedUrl url, String expireAt, long size, long blockSize, int done) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Tells whether there is something left to send. */
  public boolean hasNext() {
    return done < (inOnePiece() ? 1 : blocks() + 1);
  }

  /** Returns the body of the call that creates a run from the uploaded LDIF. */
  public byte[] input() throws JsonProcessingException {
    return JSON.writeValueAsBytes(Map.of("url", url.text(), "type", "azureStorage"));
  }

  Upload oneMoreDone() {
    return new Upload(url, expireAt, size, blockSize, done + 1);
  }

  /** Returns the next thing to send. */
  StoragePut next(File ldif) {
    if (inOnePiece()) {
      return new StoragePut(url, true, new FileSection(ldif, 0, size));
    }
    return done < blocks() ? block(ldif) : blockList();
  }

  private StoragePut block(File ldif) {
    long from = done * blockSize;
    String id = URLEncoder.encode(blockId(done), StandardCharsets.UTF_8);
    return new StoragePut(
        url.with("comp=block&blockid=" + id),
        false,
        new FileSection(ldif, from, Math.min(blockSize, size - from)));
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

  private boolean inOnePiece() {
    return blockSize == 0;
  }

  private int blocks() {
    return Math.toIntExact((size + blockSize - 1) / blockSize);
  }

  /** The storage wants ids of the same length. */
  private static String blockId(int number) {
    byte[] digits = "%08d".formatted(number).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(digits);
  }

  /** Leaves the query of the address out. */
  @Override
  public String toString() {
    return "%d bytes to %s, %d requests done".formatted(size, url, done);
  }
}
