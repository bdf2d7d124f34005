package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Extracts the LDIF of a call. The caller must discard it. */
final class LdifInputs {
  private final Spool spool;
  private final BlobStore blobs;

  LdifInputs(Spool spool, BlobStore blobs) {
    this.spool = spool;
    this.blobs = blobs;
  }

  Content withConfig(HttpCall call) throws IOException {
    LdifReader.extract(call.body(), "processorConfiguration", spool).discard();
    return LdifReader.extract(call.body(), "input", spool);
  }

  Content withUrl(HttpCall call) throws IOException {
    JsonNode provider = SandboxJson.objectIn(call.body());
    if (!provider.path("url").isTextual()) {
      throw new Refusal(400, "The field url is missing.");
    }
    if (provider.hasNonNull("type") && !provider.path("type").asText().equals("azureStorage")) {
      throw new Refusal(400, "The field type is neither azureStorage nor null.");
    }
    StoredBlob blob = blobs.resolve(provider.get("url").textValue());
    if (!blob.written()) {
      throw new Refusal(400, "No LDIF was uploaded to the url.");
    }
    return spool.write(blob);
  }

  /** Finds the connector of the LDIF of a call; an LDIF that cannot be parsed has none. */
  CallSubject subject(Extractor extractor, HttpCall call) throws IOException {
    Content ldif = null;
    try {
      ldif = extractor.extract(call);
      return new CallSubject(null, LdifReader.check(ldif).header().connectorId());
    } catch (Refusal e) {
      return CallSubject.NONE;
    } finally {
      if (ldif != null && ldif != call.body()) {
        ldif.discard();
      }
    }
  }

  /** Extracts the LDIF of one kind of call. */
  @FunctionalInterface
  interface Extractor {
    Content extract(HttpCall call) throws IOException;
  }
}
