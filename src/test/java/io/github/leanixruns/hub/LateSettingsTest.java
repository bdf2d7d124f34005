package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A start with an invalid setting creates nothing. */
class LateSettingsTest {

  private static final String DEFAULTS = "io/github/leanixruns/application.properties";

  @TempDir private Path folder;

  /** All settings whose values have a form. */
  static Stream<String> settings() throws IOException {
    Properties defaults = new Properties();
    try (InputStream in = LateSettingsTest.class.getResourceAsStream("/" + DEFAULTS)) {
      defaults.load(in);
    }
    return defaults.stringPropertyNames().stream()
        .filter(
            name ->
                defaults
                    .getProperty(name)
                    .matches("\\d+(ms|s|m|h|MB|%)?|true|false|connector|auto|text"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSettingWithoutTheFormOfItsValuesIsRefusedBeforeAnythingIsCreated(String setting) {
    assertRefused(setting, "no-such-value", setting + " is \"no-such-value\", but must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leanix.run.poll                  | 5           | leanix.run.poll is "5", but must be a duration
          leanix.run.poll                  | 1m          | leanix.run.poll is "1m", but must not be longer than
          leanix.channel.crm.results       | maybe       | leanix.channel.crm.results is "maybe"
          leanix.channel.crm.base-url      | https://x.y | leanix.channel.crm.base-url is set without a token
          leanix.schedule.nightly.cron     | daily       | leanix.schedule.nightly.cron is "daily"
          leanix.queue.inbox               | ldifs       | leanix.queue.inbox is set, but leanix.queue.url is not
          leanix.queue.url                 | http://x.y  | leanix.queue.url
          leanix.storage.hosts             | a b         | leanix.storage.hosts contains "a b"
          leanix.ledger.password-file      | no-such     | leanix.ledger.password-file
          """)
  void anInvalidSettingIsRefusedBeforeAnythingIsCreated(
      String setting, String value, String message) {
    assertRefused(setting, value, message);
  }

  private void assertRefused(String setting, String value, String message) {
    Path data = folder.resolve("data");
    DefaultCamelContext context = new DefaultCamelContext();
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    properties.setLocation("classpath:" + DEFAULTS);
    Properties settings = new Properties();
    settings.setProperty("leanix.data", data.toString());
    settings.setProperty("leanix.base-url", "https://acme.leanix.net");
    settings.setProperty("leanix.api-token", "a-token-of-this-test");
    settings.setProperty("leanix.observe.enabled", "false");
    settings.setProperty("leanix.schedule.nightly.ldif", "nightly.json");
    settings.setProperty("leanix.schedule.nightly.cron", "0 0 2 * * ?");
    settings.setProperty(
        setting.startsWith("leanix.observe") ? "leanix.observe.enabled" : "leanix.sandbox.enabled",
        String.valueOf(setting.matches("leanix\\.(observe|sandbox)\\..*")));
    settings.setProperty(setting, value);
    properties.setOverrideProperties(settings);

    assertThatThrownBy(() -> new Hub().configure(context))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
    assertThat(data).doesNotExist();
  }
}
