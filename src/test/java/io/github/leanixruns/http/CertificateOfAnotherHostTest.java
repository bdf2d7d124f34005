package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.EncryptedTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.TestCertificates;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The certificate of the server is trusted, but belongs to another host. */
class CertificateOfAnotherHostTest extends EncryptedTestSupport {

  @Override
  protected String certificate() {
    return TestCertificates.OF_ANOTHER_HOST;
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.base-url", front.baseUrl(), "leanix.ca-certificates", ca().toString());
  }

  @Test
  void noRequestIsSentToTheServer() throws Exception {
    try (LogLines log = new LogLines("leanix.run")) {
      drop("import.json", Ldifs.inbound("crm"));

      log.await(line -> line.contains("retrying"));

      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains("The certificate is for another host: ")
                      && line.contains("127.0.0.1")
                      && line.contains("Check leanix.base-url."));
      assertThat(sandbox.requests()).isEmpty();
      assertThat(names("failed")).isEmpty();
    }
  }
}
