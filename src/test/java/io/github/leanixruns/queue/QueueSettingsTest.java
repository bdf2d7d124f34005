package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.settings.Secrets;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.TestChannels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueSettingsTest {

  private static final String URL = "amqps://broker.acme:5671";

  @Test
  void withoutAUrlThereIsNoQueue() {
    assertThat(queue(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leanix.queue.inbox",
        "leanix.queue.outbox",
        "leanix.queue.failed",
        "leanix.queue.channels",
        "leanix.queue.reply-to",
        "leanix.queue.user",
        "leanix.queue.password",
        "leanix.queue.password-file",
      })
  void aSettingThatNeedsAUrlIsRefusedWithoutOne(String setting) {
    assertThatThrownBy(() -> queue(Map.of(setting, "recognisable")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(setting + " is set, but leanix.queue.url is not.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amqp://localhost:5672",
        "amqp://broker.acme",
        "amqps://broker.acme:5671/",
        "amqps://acme.servicebus.windows.net:5671?amqp.idleTimeout=120000",
        "amqp://[::1]:5672",
        "failover:(amqp://a:5672)",
        "failover:(amqps://a.acme:5671,amqps://b.acme:5671)",
        "failover:(amqps://a.acme:5671?amqp.vhost=x,amqps://b.acme:5671)?failover.maxReconnectAttempts=3",
      })
  void aUrlCanNameOneOrMoreBrokers(String url) {
    assertThat(queue(Map.of("leanix.queue.url", url)).orElseThrow().broker().url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "http://broker.acme:5672,              http://broker.acme:5672",
    "tcp://broker.acme:61616,              tcp://broker.acme:61616",
    "broker.acme:5672,                     broker.acme:5672",
    "amqp:broker.acme,                     amqp:broker.acme",
    "amqp://,                              amqp://",
    "amqp://broker.acme:port,              amqp://broker.acme:port",
    "amqp://broker.acme/queue,             amqp://broker.acme/queue",
    "amqp://broker acme,                   amqp://broker acme",
    "failover:(),                          failover:()",
    "'failover:(amqp://a,http://b)',       'failover:(amqp://a,http://b)'",
    "amqp://a?transport.keyStorePassword=x y, amqp://a y",
  })
  void anInvalidUrlIsRefused(String url, String named) {
    assertThatThrownBy(() -> queue(Map.of("leanix.queue.url", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "leanix.queue.url is \"%s\", but must be the address of a broker with AMQP 1.0,"
                + " e.g. amqp://broker.acme:5672",
            named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amqp://me:recognisable@broker.acme:5672",
        "failover:(amqp://a,amqp://me:recognisable@b)",
        "amqp://broker.acme?jms.username=me&jms.password=recognisable",
        "amqp://broker.acme?jms.password=recognisable",
      })
  void credentialsInTheUrlAreRefusedAndNotShown(String url) {
    assertThatThrownBy(() -> queue(Map.of("leanix.queue.url", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("set leanix.queue.user and leanix.queue.password")
        .hasMessageNotContaining("recognisable");
  }

  @Test
  void aUserNeedsAPassword() {
    assertThatThrownBy(() -> queue(Map.of("leanix.queue.url", URL, "leanix.queue.user", "hub")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("leanix.queue.user and leanix.queue.password must both be set, or neither.");
  }

  @Test
  void thePasswordMayBeInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "recognisable-file\n");
    Map<String, String> settings =
        Map.of(
            "leanix.queue.url",
            URL,
            "leanix.queue.user",
            "hub",
            "leanix.queue.password-file",
            file.toString());

    assertThat(queue(settings).orElseThrow().broker().password()).isEqualTo("recognisable-file");
    assertThat(Secrets.mask("recognisable-file")).isEqualTo("***");
  }

  @Test
  void passwordsAreMasked() {
    queue(
        Map.of(
            "leanix.queue.url", URL + "?transport.keyStorePassword=recognisable-store",
            "leanix.queue.user", "hub",
            "leanix.queue.password", "recognisable-password"));

    assertThat(Secrets.mask("recognisable-store, recognisable-password")).isEqualTo("***, ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leanix.in",
        "acme/leanix-in",
        "/queues/leanix",
        "queue:acme/eu/1/leanix",
        "leanix/$DeadLetterQueue",
      })
  void queueNamesOfAllBrokersAreAccepted(String name) {
    QueueSettings queue =
        queue(
                Map.of(
                    "leanix.queue.url",
                    URL,
                    "leanix.queue.inbox",
                    name,
                    "leanix.queue.outbox",
                    name + "-out",
                    "leanix.queue.failed",
                    name + "-failed"))
            .orElseThrow();

    assertThat(queue.inbox()).isEqualTo(name);
    assertThat(queue.outbox()).isEqualTo(name + "-out");
    assertThat(queue.failed()).isEqualTo(name + "-failed");
    assertThat(queue.maxSize()).isEqualTo(10 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "in?prefetch=1", "in&out", "${in}", "'in'", "in%2Fout"})
  void aNameWithAMeaningInACamelUriIsRefused(String name) {
    assertThatThrownBy(() -> queue(Map.of("leanix.queue.url", URL, "leanix.queue.inbox", name)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.queue.inbox is \"%s\", but must be the name of a queue: letters, digits and . _ -"
                + " / : ~ $.",
            name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leanix.queue.outbox", "leanix.queue.failed"})
  void outgoingQueuesMustDifferFromTheInbox(String setting) {
    assertThatThrownBy(
            () ->
                queue(
                    Map.of(
                        "leanix.queue.url", URL, "leanix.queue.inbox", "ldifs", setting, "ldifs")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            setting + " and leanix.queue.inbox are both \"ldifs\", but must be different queues.");
  }

  @Test
  void sendersMayChooseOnlyChannelsThatExist() {
    QueueSettings queue =
        queue(Map.of("leanix.queue.url", URL, "leanix.queue.channels", " crm,hr ,")).orElseThrow();

    assertThat(queue.channels()).containsExactly("crm", "hr");
    assertThatThrownBy(
            () ->
                queue.require(
                    new ChannelRegistry(
                        null, Map.of("crm", TestChannels.at("http://localhost", true)))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.queue.channels contains \"hr\", which is not a channel. The channels are crm.");
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://broker.acme:5672,                  true",
    "amqp://broker.acme,                       true",
    "amqp://localhost.acme:5672,               true",
    "'failover:(amqps://a:1,amqp://b:1)',      true",
    "amqps://broker.acme:5671,                 false",
    "amqp://localhost:5672,                    false",
    "amqp://localhost,                         false",
    "amqp://127.0.0.1:5672,                    false",
    "amqp://[::1]:5672,                        false",
    "'failover:(amqp://127.0.0.1:1,amqps://b:1)', false",
  })
  void unencryptedConnectionsAreRecognized(String url, boolean unencrypted) {
    assertThat(queue(Map.of("leanix.queue.url", url)).orElseThrow().broker().isUnencrypted())
        .isEqualTo(unencrypted);
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://a:1,                                      amqp://a:1",
    "failover:(amqp://a:1),                           failover:(amqp://a:1)?failover.maxReconnectAttempts=0",
    "failover:(amqp://a:1)?jms.x=1,                   failover:(amqp://a:1)?jms.x=1&failover.maxReconnectAttempts=0",
    "failover:(amqp://a:1)?failover.maxReconnectAttempts=3, failover:(amqp://a:1)?failover.maxReconnectAttempts=3",
  })
  void failoverReportsFailedConnections(String url, String qpidUrl) {
    assertThat(queue(Map.of("leanix.queue.url", url)).orElseThrow().broker().toQpidUrl())
        .isEqualTo(qpidUrl);
  }

  private static Optional<QueueSettings> queue(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("leanix.queue.max-size", "10MB");
    all.putIfAbsent("leanix.connect-timeout", "10s");
    PropertiesComponent properties = new PropertiesComponent();
    all.forEach(properties::addOverrideProperty);
    CamelContext context = new DefaultCamelContext();
    context.setPropertiesComponent(properties);
    return QueueSettings.of(Settings.of(context));
  }
}
