package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Gets at the LDIF of a call that brings one, whichever way; it is the asker's to discard. */
final class Inputs {
  private final Spool spool;
  private final BlobStore blobs;

  Inputs(Spool spool, BlobStore blobs) {
    this.spool = spool;
    this.blobs = blobs;
  }

  Content withConfig(HttpCall call) throws IOException {
    LdifReader.extract(call.body(), "processorConfiguration", spool).discard();
    return LdifReader.extract(call.body(), "input", spool);
  }

  Content withUrl(HttpCall call) throws IOException {
    JsonNode provider = Json.objectIn(call.body());
    if (!provider.path("url").isTextual()) {
      throw new Refusal(400, "The field url is missing.");
    }
    if (provider.hasNonNull("type") && !provider.path("type").asText().equals("azureStorage")) {
      throw new Refusal(400, "The field type is neither azureStorage nor null.");
    }
    Blob blob = blobs.resolve(provider.get("url").textValue());
    if (!blob.written()) {
      throw new Refusal(400, "Nothing was uploaded to the url.");
    }
    return spool.write(blob);
  }

  /** Looks whose LDIF it is, without taking it; one that cannot be read is nobody's. */
  Subject subject(Source source, HttpCall call) throws IOException {
    Content ldif = null;
    try {
      ldif = source.read(call);
      return new Subject(null, LdifReader.check(ldif).header().connectorId());
    } catch (Refusal e) {
      return Subject.NONE;
    } finally {
      if (ldif != null && ldif != call.body()) {
        ldif.discard();
      }
    }
  }

  /** One of the ways above. */
  @FunctionalInterface
  interface Source {
    Content read(HttpCall call) throws IOException;
  }
}
