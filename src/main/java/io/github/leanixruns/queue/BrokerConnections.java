package io.github.leanixruns.queue;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Connections to the broker: one that all senders share, and one for the listener. */
final class BrokerConnections implements AutoCloseable {

  // a full queue does not answer, and blocks one of the threads that execute all steps
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  // after a crash, prefetched messages count as delivered, and brokers limit the deliveries
  private static final int PREFETCH = 1;

  private final JmsConnectionFactory single;
  private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();

  BrokerConnections(QueueSettings settings) {
    single = new LimitedConnectionFactory(settings.maxSize());
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
    // last, so that its options take precedence
    single.setRemoteURI(address.toQpidUrl());
    pool.setConnectionFactory(single);
    // otherwise all queues share one link, and a full queue blocks the others
    pool.setUseAnonymousProducers(false);
  }

  /** Sets the trusted certificates. */
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
