package io.github.leanixruns.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.ldif.LdifHeader;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The LDIF of a message in a temporary file, which is kept until the exchange is done.
 *
 * @param file the LDIF as it is sent
 * @param sha256 of the body
 */
record TemporaryLdif(Path file, LdifHeader header, String sha256) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Checks the LDIF in the body.
   *
   * @throws RunRejectedException if it is not an LDIF
   */
  static TemporaryLdif of(Exchange exchange, LdifCheck check)
      throws IOException, RunRejectedException {
    Path file = write(exchange);
    try {
      CheckedLdif ldif = check.check(file);
      Path sent = file;
      if (!ldif.sentAsDropped()) {
        sent = create(exchange);
        ldif.edits().write(file, sent);
      }
      return new TemporaryLdif(sent, ldif.header(), ldif.sha256());
    } catch (LdifRejectedException e) {
      throw rejected(CallerWords.ofRejection(e.reason()));
    }
  }

  private static Path write(Exchange exchange) throws IOException, RunRejectedException {
    Path file = create(exchange);
    Object body = exchange.getMessage().getBody();
    if (body instanceof Map || body instanceof JsonNode) {
      JSON.writeValue(file.toFile(), body);
    } else if (body != null) {
      try (InputStream in = exchange.getMessage().getBody(InputStream.class);
          OutputStream out = Files.newOutputStream(file)) {
        if (in == null) {
          throw rejected(
              String.format(
                  Locale.ROOT,
                  "The body is a %s, which cannot be read as a stream of bytes. Use marshal with json before the kamelet.",
                  body.getClass().getName()));
        }
        in.transferTo(out);
      }
    }
    return file;
  }

  private static RunRejectedException rejected(String reason) {
    return new RunRejectedException(reason + " Nothing was sent to LeanIX.", null, null);
  }

  private static Path create(Exchange exchange) throws IOException {
    Path file = Files.createTempFile("leanix-run-", ".json");
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                // the operating system removes a file that remains
                file.toFile().delete();
              }
            });
    return file;
  }
}
