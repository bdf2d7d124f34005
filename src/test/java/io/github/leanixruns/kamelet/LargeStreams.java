package io.github.leanixruns.kamelet;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** An application that runs LDIFs from streams that are larger than its memory. */
final class LargeStreams {

  private static final int CHUNK_BYTES = 1 << 20;

  private LargeStreams() {}

  /**
   * Runs two LDIFs and prints the number of their bytes.
   *
   * @param arguments the address of the workspace, the API token, and the size of an LDIF in MB
   */
  public static void main(String... arguments) throws Exception {
    int chunks = Integer.parseInt(arguments[2]);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      // as in the documentation
      context.getStreamCachingStrategy().setSpoolEnabled(true);
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              String action =
                  "kamelet:leanix-run-action?baseUrl=" + arguments[0] + "&apiToken=" + arguments[1];
              from("direct:cached").to(action);
              from("direct:plain").streamCache("false").to(action);
            }
          });
      context.start();
      for (String route : new String[] {"cached", "plain"}) {
        Exchange answer =
            context
                .createProducerTemplate()
                .send("direct:" + route, exchange -> exchange.getMessage().setBody(ldif(chunks)));
        if (answer.getException() != null) {
          throw answer.getException();
        }
        System.out.println(route + ": " + answer.getMessage().getHeader("LeanixStatus"));
      }
    }
  }

  private static InputStream ldif(int chunks) {
    byte[] chunk = new byte[CHUNK_BYTES];
    Arrays.fill(chunk, (byte) 'x');
    InputStream content =
        new SequenceInputStream(
            Collections.enumeration(
                IntStream.range(0, chunks)
                    .mapToObj(i -> new ByteArrayInputStream(chunk))
                    .toList()));
    InputStream before =
        text(
            """
            {"connectorType": "cmdb", "connectorId": "large", "connectorVersion": "1.0.0", "lxVersion": "1.0.0",
             "processingDirection": "inbound", "processingMode": "partial",
             "content": [{"type": "T", "id": "1", "data": {"text": \"""");
    return new SequenceInputStream(new SequenceInputStream(before, content), text("\"}}]}"));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
