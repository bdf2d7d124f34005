package io.github.leanixruns.queue;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.http.CaCertificates;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.amqp.AMQPComponent;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** Sets up the connection to the broker of {@code leanix.queue.url} and the beans of its routes. */
public final class QueueSetup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final String INBOX_ROUTE = "queue-inbox";

  private final CamelContext context;
  private final QueueSettings settings;
  private final BrokerConnections connections;

  private QueueSetup(CamelContext context, QueueSettings settings) {
    this.context = context;
    this.settings = settings;
    this.connections = new BrokerConnections(settings);
  }

  /**
   * Reads the settings. Empty if there is no broker.
   *
   * @param channels the channels of the settings
   * @throws io.github.leanixruns.settings.SettingsException if a setting is invalid
   */
  public static Optional<QueueSetup> of(
      CamelContext context, Settings settings, ChannelRegistry channels) {
    Optional<QueueSettings> queue = QueueSettings.of(settings);
    queue.ifPresent(found -> found.require(channels));
    return queue.map(found -> new QueueSetup(context, found));
  }

  /**
   * Returns the queue for results, or an empty string. A channel can override it.
   *
   * @throws io.github.leanixruns.settings.SettingsException if the name is invalid
   */
  public static String outbox(Settings settings) {
    return QueueSettings.outbox(settings);
  }

  /**
   * Configures Camel's component, and binds the beans of the routes.
   *
   * @param ledgerOutage tells whether failures follow from an outage of the ledger
   */
  public void bind(Settings all, Clock clock, BooleanSupplier ledgerOutage) {
    CaCertificates.of(all).ifPresent(trusted -> connections.trust(trusted.sslContext(context)));
    FailureHealthCheck health = new FailureHealthCheck("queue", clock).quietWhile(ledgerOutage);
    HealthCheckRegistry.get(context).register(health);
    BrokerMonitor monitor =
        new BrokerMonitor(settings, connections.forSenders(), this::isListening, health);
    context.getRegistry().bind("brokerMonitor", monitor);
    Gauge.builder("leanix.queue.reachable", monitor, one -> one.isReachable() ? 1 : 0)
        .description("1 if the broker was reachable in the last check, else 0")
        .register(
            MicrometerUtils.getOrCreateMeterRegistry(
                context.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME));
    context.getRegistry().bind("queueFailures", new QueueFailures(health));
    context.getRegistry().bind("queueInbox", new QueueInbox(settings));
    context.getRegistry().bind("queueOutbox", new QueueOutbox(settings));
    configure(context.getComponent("amqp", AMQPComponent.class), monitor);
    LOG.info("Queue: {}", settings.broker());
    if (settings.broker().isUnencrypted()) {
      LOG.warn(
          "leanix.queue.url starts with amqp://: the password and all messages are sent unencrypted");
    }
  }

  private void configure(AMQPComponent amqp, BrokerMonitor monitor) {
    amqp.setConnectionFactory(connections.forSenders());
    amqp.setTemplateConnectionFactory(connections.forSenders());
    amqp.setListenerConnectionFactory(connections.forListener());
    amqp.setConsumerType(ConsumerType.Custom);
    amqp.setMessageListenerContainerFactory(InboxListener::new);
    amqp.setMessageCreatedStrategy(new JsonContentType());
    // Camel removes leading slashes, with which RabbitMQ's addresses start
    amqp.setDestinationResolver(
        (session, name, topic) -> session.createQueue(withLeadingSlash(name)));
    // would log each attempt; the monitor logs once a minute
    amqp.setExceptionListener(monitor);
    amqp.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
    amqp.setErrorHandlerLogStackTrace(false);
  }

  private String withLeadingSlash(String name) {
    return Stream.of(settings.inbox(), settings.outbox(), settings.failed())
        .filter(own -> own.startsWith("/") && own.replaceFirst("^/+", "").equals(name))
        .findFirst()
        .orElse(name);
  }

  private boolean isListening() {
    try {
      return context.getRoute(INBOX_ROUTE).getConsumer() instanceof JmsConsumer consumer
          && consumer.getListenerContainer() instanceof DefaultMessageListenerContainer listener
          && listener.isRegisteredWithDestination();
    } catch (Exception e) {
      throw new IllegalStateException("the listener exists, because it has reported a failure", e);
    }
  }

  /** Closes the senders' connection. The listener closes its own. */
  @Override
  public void close() {
    connections.close();
  }
}
