package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.EncryptedTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.TestProxy;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workspace is behind a company's proxy. */
class ProxyTest extends EncryptedTestSupport {

  private TestProxy proxy;

  @Override
  protected void beforeOpening() throws Exception {
    super.beforeOpening();
    proxy = new TestProxy();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.base-url",
        front.baseUrl(),
        "leanix.ca-certificates",
        ca().toString(),
        "leanix.proxy-url",
        proxy.url() + "/",
        "leanix.proxy-user",
        "hub",
        "leanix.proxy-password",
        "hunter-of-orks");
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  @Test
  void allRequestsUseTunnels() throws Exception {
    drop("import.json", Ldifs.inbound("crm"));
    drop("export.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 2);

    String connect = "CONNECT " + front.baseUrl().substring("https://".length());
    assertThat(proxy.requests())
        .hasSizeGreaterThan(1)
        .allMatch(request -> request.equals(connect + " HTTP/1.1 -> through"));
    assertThat(asked(Call.DOWNLOAD)).isEqualTo(1);
  }

  @Test
  void theProxyReceivesItsCredentials() throws Exception {
    proxy.require("hub", "hunter-of-orks");
    drop("import.json", Ldifs.inbound("crm"));

    awaitReceipt("archive");

    assertThat(proxy.requests()).anyMatch(request -> request.endsWith("-> 407"));
    assertThat(proxy.requests()).anyMatch(request -> request.endsWith("-> through"));
  }

  @Test
  void refusedProxyCredentialsDoNotFailARun() throws Exception {
    proxy.require("hub", "changed-since");
    try (LogLines log = new LogLines("leanix.run")) {
      drop("import.json", Ldifs.inbound("crm"));
      await().until(() -> log.lines().stream().anyMatch(line -> line.contains("retrying")));

      assertThat(log.lines())
          .contains(
              ("WARN [import.json] RECEIVED, retrying: The proxy %s refuses its"
                      + " credentials (HTTP 407). Check leanix.proxy-user and leanix.proxy-password.")
                  .formatted(proxy.url()));
      assertThat(names("failed")).isEmpty();
      assertThat(sandbox.requests()).isEmpty();

      proxy.require("hub", "hunter-of-orks");
      awaitReceipt("archive");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 503})
  void aRefusedTunnelIsNotARefusalByLeanix(int status) throws Exception {
    proxy.refuseWith(status);
    try (LogLines log = new LogLines("leanix.run")) {
      drop("import.json", Ldifs.inbound("crm"));
      await().until(() -> log.lines().stream().anyMatch(line -> line.contains("retrying")));

      assertThat(log.lines())
          .contains(
              ("WARN [import.json] RECEIVED, retrying: The proxy %s does not let"
                      + " requests through to LeanIX (HTTP %d). Check leanix.proxy-url and the"
                      + " proxy's rules.")
                  .formatted(proxy.url(), status));
      assertThat(names("failed")).isEmpty();

      proxy.refuseWith(0);
      awaitReceipt("archive");
    }
  }
}
