package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Holds the LDIF that a run produces. Its content may be shared with other runs. */
final class RunResults implements Payload {
  private static final byte[] FIELD = ",\"content\":".getBytes(StandardCharsets.UTF_8);

  private final byte[] header;
  private final Content content;
  private final String etag = StoredBlob.newEtag();

  RunResults(RunHeader header, Content content) {
    byte[] json = SandboxJson.bytes(header.toJson());
    this.header = Arrays.copyOf(json, json.length - 1);
    this.content = content;
  }

  /** Returns the ETag, which clients need for ranges. */
  String etag() {
    return etag;
  }

  long length() {
    return header.length + FIELD.length + content.length() + 1;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(header);
    out.write(FIELD);
    content.writeTo(out);
    out.write('}');
  }
}
