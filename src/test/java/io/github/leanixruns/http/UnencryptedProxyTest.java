package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.TestProxy;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The workspace is behind a proxy and does not use TLS, so the proxy sees every request. */
class UnencryptedProxyTest extends HubTestSupport {

  private TestProxy proxy;

  @Override
  protected void beforeOpening() throws Exception {
    proxy = new TestProxy();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.proxy-url", proxy.url(),
        "leanix.proxy-user", "hub",
        "leanix.proxy-password", "hunter-of-orks");
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  @Test
  void allRequestsUseTheProxy() throws Exception {
    drop("import.json", Ldifs.inbound("crm"));
    drop("export.json", Ldifs.outbound("all"));

    awaitReceipts("archive", 2);

    assertThat(proxy.requests())
        .hasSize(sandbox.requests().size())
        .allMatch(request -> request.matches("\\w+ " + sandbox.baseUrl() + "/(services|blob)/.*"));
  }

  @Test
  void refusedProxyCredentialsDoNotFailARun() throws Exception {
    proxy.require("hub", "changed-since");
    drop("import.json", Ldifs.inbound("crm"));
    await().until(() -> proxy.requests().size() > 3);
    assertThat(names("failed")).isEmpty();
    assertThat(asked(Call.TOKEN)).isZero();

    proxy.require("hub", "hunter-of-orks");

    awaitReceipt("archive");
  }
}
