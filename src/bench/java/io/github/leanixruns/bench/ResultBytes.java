package io.github.leanixruns.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes an LDIF of any size, with elements of 1 KB. */
final class ResultBytes {

  private static final byte[] HEAD =
      """
      {"connectorType": "bench", "connectorId": "bench", "connectorVersion": "1.0.0", "lxVersion": "1.0.0",
       "processingDirection": "inbound", "processingMode": "partial", "description": "of a benchmark",
       "content": [
      """
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "{\"type\":\"Last\",\"id\":\"0\",\"data\":{}}]}".getBytes();
  private static final int ELEMENT = 1 << 10;
  private static final int ELEMENTS_AT_ONCE = 64;
  private static final int SHORT_FIELDS = 6;
  private static final String WORDS = "Receives orders from shops and routes them. ";

  private final byte[] elements = elements();
  private final long count;

  /**
   * @param size the approximate size in bytes
   */
  ResultBytes(long size) {
    this.count = Math.max(0, (size - HEAD.length - TAIL.length) / ELEMENT);
  }

  long length() {
    return HEAD.length + count * ELEMENT + TAIL.length;
  }

  void writeTo(OutputStream out) throws IOException {
    writeTo(out, 0, length());
  }

  /** Writes the bytes from one position to another. */
  void writeTo(OutputStream out, long from, long to) throws IOException {
    long tail = HEAD.length + count * ELEMENT;
    long at = from;
    while (at < to) {
      byte[] part = at < HEAD.length ? HEAD : at < tail ? elements : TAIL;
      long start = at < HEAD.length ? 0 : at < tail ? HEAD.length : tail;
      int offset = (int) ((at - start) % part.length);
      long end = Math.min(to, at < HEAD.length ? HEAD.length : at < tail ? tail : length());
      int length = (int) Math.min(part.length - offset, end - at);
      out.write(part, offset, length);
      at += length;
    }
  }

  private static byte[] elements() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < ELEMENTS_AT_ONCE; i++) {
      all.append(element(i));
    }
    return all.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns a typical element: type, id, short fields, numbers and a description. */
  private static String element(int number) {
    StringBuilder element =
        new StringBuilder("{\"type\":\"Application\",\"id\":\"app-%08d\",\"data\":{".formatted(number));
    for (int field = 0; field < SHORT_FIELDS; field++) {
      element.append("\"field%d\":\"value %d\",".formatted(field, field * number));
      element.append("\"cost%d\":%d.5,".formatted(field, field * 37));
    }
    element.append("\"description\":\"");
    while (element.length() < ELEMENT - "\"}},".length() - WORDS.length()) {
      element.append(WORDS);
    }
    element.append("x".repeat(ELEMENT - element.length() - "\"}},".length()));
    return element.append("\"}},").toString();
  }
}
