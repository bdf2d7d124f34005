package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.EncryptedTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The certificate of the workspace is not trusted. */
class UntrustedCertificateTest extends EncryptedTestSupport {

  private static final String MESSAGE =
      "The certificate is not trusted: unable to find valid certification path to requested target."
          + " If your organization has its own CA, set leanix.ca-certificates to a file with the CA's certificate.";

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.base-url", front.baseUrl());
  }

  @Test
  void noRequestIsSentAndTheLogNamesTheSetting() throws Exception {
    try (LogLines log = new LogLines("leanix.run")) {
      drop("import.json", Ldifs.inbound("crm"));

      log.await(line -> line.contains("retrying"));

      assertThat(log.lines()).contains("WARN [import.json] RECEIVED, retrying: " + MESSAGE);
      await().until(() -> failures().equals(List.of(MESSAGE)));
      assertThat(sandbox.requests()).isEmpty();
      assertThat(names("failed")).isEmpty();
    }
  }

  private List<String> failures() {
    return new JdbcTemplate(
            context
                .getComponent("sql", org.apache.camel.component.sql.SqlComponent.class)
                .getDataSource())
        .queryForList("SELECT failure FROM leanix_run WHERE failure IS NOT NULL", String.class);
  }
}
