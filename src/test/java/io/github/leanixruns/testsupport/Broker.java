package io.github.leanixruns.testsupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.slf4j.LoggerFactory;

/**
 * A real broker: Artemis in this process, which speaks AMQP 1.0, asks for a password, and keeps its
 * messages on disk, so that it can be stopped and started again with them.
 *
 * <p>How it behaves: without auto-create-queues, as many companies have it, it refuses ({@code
 * amqp:not-found}) messages to a temporary queue that is gone. With auto-create-queues, the
 * default, it creates an ordinary queue of that name, which has no reader. A second message with
 * the same {@code _AMQ_DUPL_ID} in the same address is accepted and dropped, also after a restart.
 * A full address gives no credit, with both policies BLOCK and FAIL: senders wait until their
 * time-out, and other senders are not affected. A message that was fetched or prefetched when a
 * connection broke may count as delivered, up to max-delivery-attempts (ten).
 */
public final class Broker implements AutoCloseable {

  public static final String USER = "leanix-runs";
  public static final String PASSWORD = "recognisable-queue+password";
  public static final String DEAD_LETTERS = "dead.letters";

  private static final String ACCEPTOR = "amqp";
  private static final String ROLE = "all";
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("org.apache.activemq");

  private final SecurityConfiguration users = new SecurityConfiguration();
  private final Path folder;
  private final String addresses;
  private final String[] queues;
  private EmbeddedActiveMQ artemis;
  private int port;

  private Broker(Path folder, String addresses, String... queues) {
    this.folder = folder;
    this.addresses = addresses;
    this.queues = queues;
  }

  /**
   * Starts a broker.
   *
   * @param folder keeps its messages
   * @param queues the queues that it has, besides one for dead letters
   */
  public static Broker start(Path folder, String... queues) throws Exception {
    return started(new Broker(folder, "", queues));
  }

  /**
   * Starts a broker with a configuration.
   *
   * @param addresses what its {@code broker.xml} says of addresses and queues
   */
  public static Broker startWith(Path folder, String addresses) throws Exception {
    return started(new Broker(folder, addresses));
  }

  private static Broker started(Broker broker) throws Exception {
    LOGGER.setLevel(Level.OFF); // it says all the trouble that tests make for it
    broker.acceptLogIn();
    broker.start();
    return broker;
  }

  /** Starts it again, on the same port and with the messages that it had. */
  public void start() throws Exception {
    artemis =
        new EmbeddedActiveMQ()
            .setConfiguration(configuration())
            .setSecurityManager(
                new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    artemis.start();
    port =
        ((NettyAcceptor) artemis.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR))
            .getActualPort();
  }

  /** Starts it again where a test left it stopped. */
  public void restart() throws Exception {
    if (!artemis.getActiveMQServer().isStarted()) {
      start();
    }
  }

  private Configuration configuration() throws Exception {
    Configuration configuration =
        new FileConfigurationParser().parseMainConfig(new ByteArrayInputStream(xml()));
    configuration
        .setJournalDirectory(in("journal"))
        .setBindingsDirectory(in("bindings"))
        .setLargeMessagesDirectory(in("large"))
        .setPagingDirectory(in("paging"))
        .setJournalType(JournalType.NIO)
        .setJournalFileSize(1 << 20)
        .setJournalPoolFiles(2)
        .setMaxDiskUsage(-1)
        .setSecurityInvalidationInterval(0)
        .setJMXManagementEnabled(false)
        .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:" + port + "?protocols=AMQP");
    configuration.getAddressSettings().putIfAbsent("#", settings());
    configuration.putSecurityRoles(
        "#",
        Set.of(
            new Role(
                ROLE, true, true, true, true, true, true, true, true, true, true, false, false)));
    addQueue(configuration, DEAD_LETTERS);
    for (String queue : queues) {
      addQueue(configuration, queue);
    }
    return configuration;
  }

  private byte[] xml() {
    return "<configuration xmlns='urn:activemq'><core xmlns='urn:activemq:core'>%s</core></configuration>"
        .formatted(addresses)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static AddressSettings settings() {
    return new AddressSettings()
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS));
  }

  private static void addQueue(Configuration configuration, String name) {
    configuration.addQueueConfiguration(
        QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
  }

  private String in(String name) {
    return new File(folder.toFile(), name).toString();
  }

  public String url() {
    return "amqp://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Returns how many messages are in a queue, delivered or not. */
  public long count(String queue) {
    return queue(queue).getMessageCount();
  }

  /** Takes all messages out of all queues. */
  public void empty() throws Exception {
    setFull("#", false);
    for (String name : queues) {
      queue(name).deleteAllReferences();
    }
    queue(DEAD_LETTERS).deleteAllReferences();
  }

  private Queue queue(String name) {
    return artemis.getActiveMQServer().locateQueue(SimpleString.of(name));
  }

  /** Lets no more into a queue than is in it, or anything again. */
  public void setFull(String queue, boolean full) {
    artemis
        .getActiveMQServer()
        .getAddressSettingsRepository()
        .addMatch(
            queue,
            full
                ? settings()
                    .setMaxSizeMessages(1)
                    .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK)
                : settings());
  }

  /** Makes a queue. */
  public void add(String queue) throws Exception {
    artemis
        .getActiveMQServer()
        .createQueue(
            QueueConfiguration.of(queue)
                .setRoutingType(RoutingType.ANYCAST)
                .setAutoCreateAddress(true));
  }

  /** Refuses everybody from now on, those who are connected as well. */
  public void refuseLogIn() {
    users.removeUser(USER);
  }

  public void acceptLogIn() {
    users.addUser(USER, PASSWORD);
    users.addRole(USER, ROLE);
  }

  public void stop() {
    try {
      artemis.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not stop", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
