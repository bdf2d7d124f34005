package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientsTest {

  @TempDir private Path folder;

  private final CamelContext context = new DefaultCamelContext();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.acme:3128",
        "http://proxy.acme",
        "https://proxy.acme:3128",
        "http://proxy.acme:3128/path",
        "http://proxy.acme:3128?x=y",
        "http://proxy acme:3128",
        "socks://proxy.acme:1080",
      })
  void aProxyUrlNeedsAHostAndAPort(String url) {
    assertThatThrownBy(() -> HttpClients.of(settings(Map.of("leanix.proxy-url", url))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.proxy-url is \"%s\", but must be the proxy's address with its port,"
                + " e.g. http://proxy.acme:3128.",
            url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:hidden@proxy.acme:3128", "http://me:hid den@proxy.acme:3128"})
  void aPasswordInTheProxyUrlIsRefusedAndNotShown(String url) {
    assertThatThrownBy(() -> HttpClients.of(settings(Map.of("leanix.proxy-url", url))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("leanix.proxy-url")
        .hasMessageNotContainingAny("hid", "den@");
  }

  @Test
  void proxyUserAndPasswordAreRequiredTogetherAndNeedAProxy() {
    assertThatThrownBy(
            () ->
                HttpClients.of(
                    settings(
                        Map.of(
                            "leanix.proxy-url", "http://proxy.acme:3128",
                            "leanix.proxy-user", "hub"))))
        .hasMessageContainingAll("leanix.proxy-user", "leanix.proxy-password");
    assertThatThrownBy(
            () ->
                HttpClients.of(
                    settings(
                        Map.of("leanix.proxy-user", "hub", "leanix.proxy-password", "hidden"))))
        .hasMessageContaining("leanix.proxy-url is not")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void theSandboxDoesNotUseTheProxy() {
    Settings settings = settings(Map.of("leanix.proxy-url", "http://proxy.acme:3128"));

    HttpClients.ofSandbox(settings).configure(context);

    assertThat(context.getComponent("http", HttpComponent.class).getProxyHost()).isNull();
  }

  @Test
  void aMissingCertificateFileIsNamed() {
    Path missing = folder.resolve("missing.pem");

    assertThatThrownBy(() -> HttpClients.of(certificates(missing)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.ca-certificates names %s, which cannot be read (no such file or folder). It"
                + " must be a file with the certificates of your CA in PEM format.",
            missing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "not a certificate\n",
        "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nbm9uZQ==\n-----END PRIVATE KEY-----\n",
      })
  void aFileWithoutCertificatesIsRefused(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), content);

    assertThatThrownBy(() -> HttpClients.of(certificates(file)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("leanix.ca-certificates names " + file + ", which contains ")
        .hasMessageContaining("PEM");
  }

  private Settings certificates(Path file) {
    return settings(Map.of("leanix.ca-certificates", file.toString()));
  }

  private Settings settings(Map<String, String> values) {
    PropertiesComponent properties = new PropertiesComponent();
    properties.addOverrideProperty("leanix.connect-timeout", "1s");
    properties.addOverrideProperty("leanix.response-timeout", "1s");
    properties.addOverrideProperty("leanix.fast.response-timeout", "1s");
    properties.addOverrideProperty("leanix.connection-idle-timeout", "1s");
    properties.addOverrideProperty("leanix.run.threads", "8");
    properties.addOverrideProperty("leanix.upload.parallel", "4");
    properties.addOverrideProperty("leanix.download.parallel", "4");
    values.forEach(properties::addOverrideProperty);
    context.setPropertiesComponent(properties);
    return Settings.of(context);
  }

  @Test
  void theProxyOfTheEnvironmentIsUsedForEncryptedRequests() {
    Map<String, String> environment =
        Map.of(
            "https_proxy", "http://me:a%40b@proxy.acme:3128",
            "HTTPS_PROXY", "http://other:1",
            "NO_PROXY", ".acme.net, localhost:8080");
    HttpComponent https = new HttpComponent();

    HttpProxy proxy = HttpProxy.of(settings(Map.of()), environment).orElseThrow();
    proxy.configure(https);

    assertThat(https.getProxyHost() + ":" + https.getProxyPort()).isEqualTo("proxy.acme:3128");
    assertThat(https.getProxyAuthUsername()).isEqualTo("me");
    assertThat(https.getProxyAuthPassword()).isEqualTo("a@b");
    assertThat(https.getNonProxyHosts()).isEqualTo("acme.net,*.acme.net,localhost,*.localhost");
    assertThat(proxy.isFor("https")).isTrue();
    assertThat(proxy.isFor("http")).isFalse();
  }

  @Test
  void theSettingOverridesTheProxyOfTheEnvironment() {
    Settings settings = settings(Map.of("leanix.proxy-url", "http://proxy.acme:3128"));
    Map<String, String> environment = Map.of("HTTPS_PROXY", "other:1", "NO_PROXY", "*");
    HttpComponent http = new HttpComponent();

    HttpProxy proxy = HttpProxy.of(settings, environment).orElseThrow();
    proxy.configure(http);

    assertThat(http.getProxyHost()).isEqualTo("proxy.acme");
    assertThat(http.getNonProxyHosts()).isNull();
    assertThat(proxy.isFor("http")).isTrue();
    assertThat(HttpProxy.of(settings(Map.of()), Map.of("HTTPS_PROXY", " "))).isEmpty();
    assertThatThrownBy(() -> HttpProxy.of(settings(Map.of()), Map.of("HTTPS_PROXY", "socks://x:1")))
        .hasMessageStartingWith("HTTPS_PROXY is \"");
  }
}
