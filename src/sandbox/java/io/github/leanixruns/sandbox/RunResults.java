package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The LDIF that a run leaves: its header around a content that other runs may share. */
final class RunResults implements Payload {
  private static final byte[] FIELD = ",\"content\":".getBytes(StandardCharsets.UTF_8);

  private final byte[] header;
  private final Content content;
  private final String etag = Blob.newEtag();

  RunResults(RunHeader header, Content content) {
    byte[] json = Json.bytes(header.toJson());
    this.header = Arrays.copyOf(json, json.length - 1);
    this.content = content;
  }

  /** Names them for whoever asks for a part of them. */
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
