package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.EncryptedTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The certificate of the workspace is issued by the company's CA. */
class CompanyCaTest extends EncryptedTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.base-url", front.baseUrl(), "leanix.ca-certificates", ca().toString());
  }

  @Test
  void theCertificateIsTrustedIfTheCaIsSet() throws Exception {
    drop("import.json", Ldifs.inbound("crm"));
    drop("export.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 2);

    assertThat(names("outbox")).hasSize(1);
    assertThat(started()).isEqualTo(2);
  }
}
