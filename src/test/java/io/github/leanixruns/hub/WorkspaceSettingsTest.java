package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceSettingsTest {

  @TempDir private Path folder;

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
        .hasMessageStartingWith("leanix-runs has no workspace: " + what + ".\n")
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
  void anAddressIsTakenWithoutItsLastSlash(String baseUrl, String expected) throws Exception {
    WorkspaceSettings workspace = workspace(baseUrl, "secret");

    assertThat(workspace.baseUrl()).isEqualTo(expected);
    assertThat(workspace.apiToken().basic())
        .isEqualTo(ApiToken.of("secret", "leanix.api-token").basic());
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
            "leanix.base-url is \"%s\", but must be the address of the workspace without a"
                + " path, for example https://acme.leanix.net.",
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

  @Test
  void anAddressThatIsNoneIsRefusedWithoutRepeatingAPasswordInIt() {
    assertThatThrownBy(() -> workspace("https://me:hidden word@acme.leanix.net", "secret"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("leanix.base-url is \"https://***@acme.leanix.net\"")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8089",
        "http://LOCALHOST",
        "http://127.0.0.1:8089",
        "http://127.255.0.3",
        "http://[::1]:8089",
      })
  void thisMachineNeedsNoEncryption(String baseUrl) {
    assertThat(workspace(baseUrl, "secret").baseUrl()).isEqualTo(baseUrl);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://acme.leanix.net",
        "http://localhost.acme.net",
        "http://127.0.0.1.acme.net",
        "http://128.0.0.1",
        "http://[::2]",
      })
  void anyOtherMachineNeedsEncryption(String baseUrl) {
    assertThatThrownBy(() -> workspace(baseUrl, "secret"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("leanix.base-url is \"%s\", but must start with https://", baseUrl)
        .hasMessageContaining("leanix.allow-http=true");
  }

  @Test
  void encryptionCanBeGivenUpAndTheLogSaysSo() {
    try (LogLines log = new LogLines("leanix")) {
      WorkspaceSettings workspace =
          workspace(
              Map.of(
                  "leanix.base-url", "http://acme.leanix.net",
                  "leanix.api-token", "secret",
                  "leanix.allow-http", "true"));

      assertThat(workspace.baseUrl()).isEqualTo("http://acme.leanix.net");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN leanix.allow-http=true")
          .contains("http://acme.leanix.net");
    }
  }

  @Test
  void theApiTokenMayBeInAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "secret\n");

    WorkspaceSettings workspace = workspaceWithTokenFile(file, "");

    assertThat(workspace.apiToken().basic())
        .isEqualTo(ApiToken.of("secret", "leanix.api-token").basic());
  }

  @Test
  void anApiTokenAndAFileWithOneAreNotGuessedBetween() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "one-secret");

    assertThatThrownBy(() -> workspaceWithTokenFile(file, "other-secret"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("leanix.api-token and leanix.api-token-file are both set")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anApiTokensFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> workspaceWithTokenFile(file, ""))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(file.toString(), "cannot be read", "leanix.api-token-file");
  }

  @Test
  void theApiTokenMayComeFromCamelsPropertyFunctions() throws Exception {
    String variable = "PATH";

    WorkspaceSettings workspace = workspace("https://acme.leanix.net", "{{env:" + variable + "}}");

    assertThat(workspace.apiToken().basic())
        .isEqualTo(ApiToken.of(System.getenv(variable).trim(), "leanix.api-token").basic());
  }

  private static WorkspaceSettings workspaceWithTokenFile(Path file, String apiToken) {
    return workspace(
        Map.of(
            "leanix.base-url",
            "https://acme.leanix.net",
            "leanix.api-token",
            apiToken,
            "leanix.api-token-file",
            file.toString(),
            "leanix.allow-http",
            "false"));
  }

  private static WorkspaceSettings workspace(String baseUrl, String apiToken) {
    return workspace(
        Map.of(
            "leanix.base-url", baseUrl,
            "leanix.api-token", apiToken,
            "leanix.allow-http", "false"));
  }

  private static WorkspaceSettings workspace(Map<String, String> settings) {
    PropertiesComponent properties = new PropertiesComponent();
    settings.forEach(properties::addOverrideProperty);
    CamelContext context = new DefaultCamelContext();
    context.setPropertiesComponent(properties);
    return WorkspaceSettings.of(Settings.of(context));
  }
}
