package io.github.leanixruns.kamelet;

import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The LDIF of a message in a temporary file, which is kept until the exchange is done.
 *
 * @param file the LDIF as it is sent
 * @param processingDirection the direction in its header
 */
record TemporaryLdif(Path file, String processingDirection) {

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
      return new TemporaryLdif(sent, ldif.header().processingDirection());
    } catch (LdifRejectedException e) {
      throw new RunRejectedException(e.reason() + " " + e.advice(), null, null);
    }
  }

  private static Path write(Exchange exchange) throws IOException {
    Path file = create(exchange);
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    if (body != null) {
      try (OutputStream out = Files.newOutputStream(file)) {
        body.transferTo(out);
      }
    }
    return file;
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
