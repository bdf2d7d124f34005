package io.github.leanixruns.queue;

import io.github.leanixruns.http.CaCertificates;
import io.github.leanixruns.observe.FailureHealthCheck;
import io.github.leanixruns.settings.Settings;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.amqp.AMQPComponent;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** The broker of {@code leanix.queue.url}, and what the routes need to speak with it. */
public final class Queue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");
  private static final String INBOX_ROUTE = "queue-inbox";

  private final CamelContext context;
  private final QueueSettings settings;
  private final QueueConnections connections;

  private Queue(CamelContext context, QueueSettings settings) {
    this.context = context;
    this.settings = settings;
    this.connections = new QueueConnections(settings);
  }

  /**
   * Reads the settings; nothing where there is no broker.
   *
   * @throws io.github.leanixruns.settings.SettingsException when they make no sense
   */
  public static Optional<Queue> of(CamelContext context, Settings settings) {
    return QueueSettings.of(settings).map(queue -> new Queue(context, queue));
  }

  /**
   * Returns the queue for results as the settings of something name it, or an empty text.
   *
   * @throws io.github.leanixruns.settings.SettingsException when it cannot be one
   */
  public static String outbox(Settings seen) {
    return QueueSettings.outbox(seen);
  }

  /** Sets up Camel's component, and binds what the routes call by name. */
  public void bind(Settings all, Clock clock) {
    CaCertificates.of(all).ifPresent(trusted -> connections.trust(trusted.forTls(context)));
    FailureHealthCheck health = new FailureHealthCheck("queue", clock);
    HealthCheckRegistry.get(context).register(health);
    BrokerMonitor watch =
        new BrokerMonitor(settings, connections.forSenders(), this::isListening, health);
    context.getRegistry().bind("brokerMonitor", watch);
    context.getRegistry().bind("queueFailures", new QueueFailures(health));
    context.getRegistry().bind("queueInbox", new QueueInbox(settings.inbox()));
    context
        .getRegistry()
        .bind("queueOutbox", new QueueOutbox(settings.failed(), settings.maxSize()));
    configure(context.getComponent("amqp", AMQPComponent.class), watch);
    LOG.info("Queue: {}", settings.broker());
    if (settings.broker().isOpenToOthers()) {
      LOG.warn(
          "leanix.queue.url begins with amqp://: the password and all messages go to the broker unencrypted, for anybody on the way to read");
    }
  }

  private void configure(AMQPComponent amqp, BrokerMonitor watch) {
    amqp.setConnectionFactory(connections.forSenders());
    amqp.setTemplateConnectionFactory(connections.forSenders());
    amqp.setListenerConnectionFactory(connections.forListener());
    amqp.setMessageCreatedStrategy(new JsonContent());
    // Camel takes leading slashes off a name, which RabbitMQ's addresses begin with
    amqp.setDestinationResolver(
        (session, name, topic) -> session.createQueue(nameWithItsSlashes(name)));
    // these say at each attempt what health and log say in words, once a minute
    amqp.setExceptionListener(watch);
    amqp.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
    amqp.setErrorHandlerLogStackTrace(false);
  }

  private String nameWithItsSlashes(String name) {
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
      throw new IllegalStateException("a listener that complained is there", e);
    }
  }

  /** Closes the connections of those who send; who listens closes its own. */
  @Override
  public void close() {
    connections.close();
  }
}
