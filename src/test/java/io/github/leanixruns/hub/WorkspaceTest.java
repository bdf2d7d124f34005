package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

  @ParameterizedTest
  @CsvSource({
    "'',                      '',     leanix.base-url and leanix.api-token are not set",
    "'',                      secret, leanix.base-url is not set",
    "https://acme.leanix.net, '',     leanix.api-token is not set",
    "https://acme.leanix.net, '  ',   leanix.api-token is not set",
  })
  void whatIsMissingIsNamedWithBothWaysToStart(String baseUrl, String apiToken, String what) {
    assertThatThrownBy(() -> workspace(baseUrl, apiToken))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("leanix-runs does not know its workspace: " + what + ".\n")
        .hasMessageContainingAll(
            "LEANIX_BASE_URL=https://acme.leanix.net LEANIX_API_TOKEN=...", "--sandbox")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://acme.leanix.net,      https://acme.leanix.net",
    "https://acme.leanix.net/,     https://acme.leanix.net",
    "https://acme.leanix.net///,   https://acme.leanix.net",
    "http://127.0.0.1:8080,        http://127.0.0.1:8080",
    "https://[::1]:8443/,          https://[::1]:8443",
  })
  void anAddressIsTakenWithoutItsLastSlash(String baseUrl, String expected) {
    Workspace workspace = workspace(baseUrl, "secret");

    assertThat(workspace.baseUrl()).isEqualTo(expected);
    assertThat(workspace.apiToken()).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.leanix.net",
        "acme",
        "https://",
        "https:acme.leanix.net",
        "https:///services",
        "ftp://acme.leanix.net",
        "https://acme.leanix.net/services",
        "https://acme.leanix.net/services/",
        "https://acme.leanix.net?x=y",
        "https://acme.leanix.net#top",
        "https://acme leanix.net",
        "file:acme",
      })
  void anythingElseThanAnAddressWithoutAPathIsRefused(String baseUrl) {
    assertThatThrownBy(() -> workspace(baseUrl, "secret"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.base-url is \"%s\", but must be the workspace's address without a path,"
                + " e.g. https://acme.leanix.net.",
            baseUrl);
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> workspace("https://me:hidden@acme.leanix.net", "secret"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("leanix.base-url")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void itsTextDoesNotHoldTheApiToken() {
    assertThat(workspace("https://acme.leanix.net", "secret").toString())
        .contains("https://acme.leanix.net")
        .doesNotContain("secret");
  }

  private static Workspace workspace(String baseUrl, String apiToken) {
    PropertiesComponent properties = new PropertiesComponent();
    properties.addOverrideProperty("leanix.base-url", baseUrl);
    properties.addOverrideProperty("leanix.api-token", apiToken);
    CamelContext context = new DefaultCamelContext();
    context.setPropertiesComponent(properties);
    return Workspace.of(Settings.of(context));
  }
}
