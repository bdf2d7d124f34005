package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.TestChannels;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSettingsTest {

  private static final Workspace WORKSPACE =
      TestChannels.at("https://acme.leanix.net", true).workspace();

  @Test
  void withoutChannelsTheGeneralSettingsApply() {
    ChannelRegistry channels = read(Map.of("leanix.run.poll", "2s"));

    assertThat(channels.names()).isEmpty();
    assertThat(channels.named(null).pollingPolicy().initialDelay())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(channels.named(null).test()).isFalse();
    assertThat(channels.named(null).perConnector()).isTrue();
    assertThatThrownBy(() -> channels.named("crm")).hasMessageContaining("\"crm\"");
  }

  @Test
  void aChannelInheritsTheGeneralSettings() {
    Channel channel =
        read(Map.of(
                "leanix.run.timeout", "2h",
                "leanix.outbox.directory", "results",
                "leanix.channel.crm.run.poll", "5s"))
            .named("crm");

    assertThat(channel.name()).isEqualTo("crm");
    assertThat(channel.pollingPolicy().initialDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(channel.pollingPolicy().timeout()).isEqualTo(Duration.ofHours(2));
    assertThat(channel.outbox()).isEqualTo(Path.of("results").toAbsolutePath());
    assertThat(channel.executionGroup()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leanix.channel.crm.test                 | yes     | leanix.channel.crm.test is "yes", but must be one of true, false.
          leanix.channel.crm.run.order            | random  | leanix.channel.crm.run.order is "random", but must be one of connector, none.
          leanix.channel.crm.results              | maybe   | leanix.channel.crm.results is "maybe", but must be one of auto, expected, none.
          leanix.channel.crm.run.poll             | often   | leanix.channel.crm.run.poll is "often", but must be a duration such as 500ms, 30s, 5m or 6h.
          leanix.channel.crm.defaults.processing-direction | up | leanix.channel.crm.defaults.processing-direction is "up"; it must be "inbound" or "outbound".
          leanix.channel.crm.fats                 | true    | leanix.channel.crm.fats
          leanix.channel.crm.base-url             | https://test.leanix.net | leanix.channel.crm.base-url is set without a token for this workspace. Set leanix.channel.crm.api-token or leanix.channel.crm.api-token-file.
          """)
  void anInvalidSettingIsRejectedByItsName(String name, String value, String message) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leanix.run.poll                | 1m  | leanix.run.poll is "1m", but must not be longer than leanix.run.poll-max, which is "30s".
          leanix.run.poll-max            | 10ms | leanix.run.poll is "1s", but must not be longer than leanix.run.poll-max, which is "10ms".
          leanix.channel.crm.run.poll    | 31s | leanix.channel.crm.run.poll is "31s", but must not be longer than leanix.run.poll-max, which is "30s".
          leanix.channel.crm.run.poll-max | 999ms | leanix.run.poll is "1s", but must not be longer than leanix.channel.crm.run.poll-max, which is "999ms".
          """)
  void theFirstDelayMustNotBeLongerThanTheLongest(String name, String value, String message) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void allDelaysMayBeEqual() {
    assertThat(read(Map.of("leanix.run.poll", "30s")).named(null).pollingPolicy().initialDelay())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void fastAndAnExecutionGroupExcludeEachOther() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "leanix.channel.crm.fast", "true",
                        "leanix.channel.crm.execution-group", "nightly")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "leanix.channel.crm.fast=true and leanix.channel.crm.execution-group exclude each other");
  }

  @Test
  void theDocumentedExampleHasFourChannels() throws Exception {
    Properties example = new Properties();
    example.load(new StringReader(DocumentationExamples.of("channels", "properties").get(0)));
    Map<String, String> settings = new HashMap<>();
    example.forEach((name, value) -> settings.put((String) name, (String) value));
    settings.put("leanix.channel.staging.api-token", "a-token-of-its-own");

    ChannelRegistry channels = read(settings);

    assertThat(channels.names()).containsExactly("hr", "quick", "rehearsal", "staging");
    assertThat(channels.named("rehearsal").test()).isTrue();
    assertThat(channels.named("quick").fast()).isTrue();
    assertThat(channels.named("hr").outbox()).isEqualTo(Path.of("hr-results").toAbsolutePath());
    assertThat(WorkspaceSettings.ofChannel(settings(settings), "leanix.channel.staging"))
        .map(WorkspaceSettings::baseUrl)
        .contains("https://acme-test.leanix.net");
  }

  @Test
  void withAQueueTheOutboxFolderMayBeEmptied() {
    Map<String, String> emptied =
        Map.of(
            "leanix.queue.url", "amqp://localhost:5672",
            "leanix.outbox.directory", "",
            "leanix.queue.outbox", "results");

    assertThat(read(emptied).named(null).outbox()).isNull();
    assertThatThrownBy(() -> read(Map.of("leanix.outbox.directory", "")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("leanix.outbox.directory is \"\"");
  }

  @Test
  void aQueueNeedsABrokerAndMustNotBeTheOneThatLdifsComeFrom() {
    assertThatThrownBy(() -> read(Map.of("leanix.channel.crm.queue.outbox", "results")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("leanix.channel.crm.queue.outbox is set, but leanix.queue.url is not.");
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "leanix.queue.url", "amqp://localhost:5672",
                        "leanix.queue.inbox", "ldifs",
                        "leanix.channel.crm.queue.outbox", "ldifs")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "leanix.channel.crm.queue.outbox and leanix.queue.inbox are both \"ldifs\"");
  }

  @Test
  void aTokenOfItsOwnMayBeForTheSameWorkspace() {
    Settings settings =
        settings(
            Map.of(
                "leanix.base-url", "https://acme.leanix.net",
                "leanix.channel.crm.api-token", "other"));

    Optional<WorkspaceSettings> own = WorkspaceSettings.ofChannel(settings, "leanix.channel.crm");

    assertThat(own).map(WorkspaceSettings::baseUrl).contains("https://acme.leanix.net");
    assertThat(WorkspaceSettings.ofChannel(settings, "leanix.channel.hr")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base-url", "api-token", "api-token-file"})
  void aWorkspaceWhoseValueWentMissingIsNotTheOneOfTheOthers(String key) {
    String name = "leanix.channel.crm." + key;

    assertThatThrownBy(() -> read(Map.of("leanix.channel.crm.test", "true", name, "")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(name + " has no value.");
  }

  @Test
  void aQueueHasANameThatMeansNothingElseToCamel() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "leanix.queue.url", "amqp://localhost:5672",
                        "leanix.channel.crm.queue.outbox", "results?x=y")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("leanix.channel.crm.queue.outbox is \"results?x=y\"");
  }

  private static ChannelRegistry read(Map<String, String> settings) {
    Settings read = settings(settings);
    return new ChannelSettings(
            read,
            channel -> {
              if (channel != null) {
                WorkspaceSettings.ofChannel(read, channel);
              }
              return WORKSPACE;
            })
        .read();
  }

  private static Settings settings(Map<String, String> settings) {
    CamelContext context = new DefaultCamelContext();
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    properties.setLocation("classpath:io/github/leanixruns/application.properties");
    settings.forEach(properties::addOverrideProperty);
    return Settings.of(context);
  }
}
