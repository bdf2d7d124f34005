package io.github.leanixruns.queue;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Connects to the broker: one connection for all who send, and one for who listens. */
final class QueueConnections implements AutoCloseable {

  // a queue that is full does not answer, and the thread that waits is one of those that do all
  // runs
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  // what is fetched ahead counts as delivered with every crash, and brokers give up on a message
  // that was delivered too often
  private static final int PREFETCH = 1;

  private final JmsConnectionFactory single = new JmsConnectionFactory();
  private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();

  QueueConnections(QueueSettings settings) {
    BrokerAddress address = settings.broker();
    if (!address.user().isEmpty()) {
      single.setUsername(address.user());
      single.setPassword(address.password());
    }
    single.setConnectTimeout(settings.connectTimeout().toMillis());
    single.setRequestTimeout(settings.connectTimeout().toMillis());
    single.setSendTimeout(SEND_TIMEOUT.toMillis());
    single.setCloseTimeout(CLOSE_TIMEOUT.toMillis());
    JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
    prefetch.setAll(PREFETCH);
    single.setPrefetchPolicy(prefetch);
    // last, so that options in it win
    single.setRemoteURI(address.forQpid());
    pool.setConnectionFactory(single);
    // else all queues share a link to the broker, and one that is full holds up the others
    pool.setUseAnonymousProducers(false);
  }

  /** Has other certificates trusted than Java does. */
  void trust(SSLContext tls) {
    single.setSslContext(tls);
  }

  ConnectionFactory forListener() {
    return single;
  }

  ConnectionFactory forSenders() {
    return pool;
  }

  @Override
  public void close() {
    pool.stop();
  }
}
