package io.github.leanixruns.chaos;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.QueueClient;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The kill campaign with queues: LDIFs are sent to one, and results are read from another. {@code
 * -Dchaos.queue.kills} and {@code -Dchaos.queue.files} say how much of it.
 */
class QueueKillIT extends KillCampaign {

  private static final int FILES = Integer.getInteger("chaos.queue.files", 20);
  private static final String IN = "ldif.in";
  private static final String OUT = "ldif.out";
  private static final String FAILED = "ldif.failed";
  private static final Duration TO_THE_END_OF_A_QUEUE = Duration.ofSeconds(2);

  private Broker broker;
  private QueueClient client;
  private int copies;

  QueueKillIT() {
    super(Integer.getInteger("chaos.queue.kills", 2), FILES);
  }

  @BeforeEach
  void startBroker() throws Exception {
    broker = Broker.start(folder.resolve("broker"), IN, OUT, FAILED);
    client = new QueueClient(broker.url());
  }

  @AfterEach
  void stopBroker() throws JMSException {
    client.close();
    broker.close();
  }

  @Override
  protected Map<String, String> environment() {
    return Map.of(
        "LEANIX_QUEUE_URL",
        broker.url(),
        "LEANIX_QUEUE_USER",
        Broker.USER,
        "LEANIX_QUEUE_PASSWORD",
        Broker.PASSWORD,
        "LEANIX_QUEUE_INBOX",
        IN,
        "LEANIX_QUEUE_OUTBOX",
        OUT,
        "LEANIX_QUEUE_FAILED",
        FAILED);
  }

  @Override
  protected void drop(DroppedFile file) throws JMSException {
    TextMessage message = client.text(file.ldif());
    message.setStringProperty("LeanixFileName", file.name());
    client.send(IN, message);
  }

  /** Each message becomes a file, also one of a run that there is one of already. */
  @Override
  protected Path results() throws JMSException, IOException {
    Path received = Files.createDirectory(folder.resolve("received"));
    Message message = client.receive(client.session().createQueue(OUT), TO_THE_END_OF_A_QUEUE);
    while (message != null) {
      copies += write(message, received, copies) ? 0 : 1;
      message = client.receive(client.session().createQueue(OUT), TO_THE_END_OF_A_QUEUE);
    }
    return received;
  }

  /**
   * Writes the results in a message under the name that they have in an outbox folder.
   *
   * @return false if there was a message of the same run, and the file is in another folder
   */
  static boolean write(Message message, Path received, int number)
      throws JMSException, IOException {
    String name =
        "%s.%s.results.json"
            .formatted(
                message.getStringProperty("LeanixFileName").replace(".json", ""),
                message.getStringProperty("LeanixRunId"));
    Path file = received.resolve(name);
    boolean first = !Files.exists(file);
    if (!first) {
      file = Files.createDirectory(received.resolve("copy-" + number)).resolve(name);
    }
    Files.writeString(file, QueueClient.content(message));
    return first;
  }

  @Override
  protected void count(Tally tally) throws IOException {
    tally.add("messages of a run that had one already", 0, copies);
    tally.add(
        "results in the outbox folder as well",
        FILES / 2,
        Aftermath.everythingIn(data.resolve("outbox")).size());
    tally.add("left in the inbox queue", 0, broker.count(IN));
    tally.add("left in the failed queue", 0, broker.count(FAILED));
    tally.add("left among the dead letters", 0, broker.count(Broker.DEAD_LETTERS));
  }
}
