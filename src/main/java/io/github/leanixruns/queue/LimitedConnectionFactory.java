package io.github.leanixruns.queue;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.meta.JmsConsumerInfo;
import org.apache.qpid.jms.meta.JmsResource;
import org.apache.qpid.jms.provider.AsyncResult;
import org.apache.qpid.jms.provider.Provider;
import org.apache.qpid.jms.provider.ProviderException;
import org.apache.qpid.jms.provider.ProviderWrapper;
import org.apache.qpid.jms.provider.amqp.AmqpConsumer;

/** Creates connections whose consumers receive messages through {@link LimitedDeliveries}. */
@SuppressWarnings("serial") // never serialized
final class LimitedConnectionFactory extends JmsConnectionFactory {

  private final int maxSize;

  /**
   * @param maxSize the maximum size of a received message, in bytes
   */
  LimitedConnectionFactory(int maxSize) {
    this.maxSize = maxSize;
  }

  @Override
  protected Provider createProvider(URI remote) throws Exception {
    return new LimitedProvider(super.createProvider(remote), maxSize);
  }

  private static final class LimitedProvider extends ProviderWrapper<Provider> {

    private final List<JmsConsumerInfo> consumers = new CopyOnWriteArrayList<>();
    private final int maxSize;

    LimitedProvider(Provider next, int maxSize) {
      super(next);
      this.maxSize = maxSize;
    }

    /** No message is sent to a consumer before it has started. */
    @Override
    public void start(JmsResource resource, AsyncResult request) throws ProviderException {
      if (resource instanceof JmsConsumerInfo consumer) {
        consumers.add(consumer);
        limit(consumer);
      }
      super.start(resource, request);
    }

    @Override
    public void destroy(JmsResource resource, AsyncResult request) throws ProviderException {
      consumers.removeIf(resource::equals);
      super.destroy(resource, request);
    }

    /** With failover, the consumers have been created again, and are not started yet. */
    @Override
    public void onConnectionRecovery(Provider provider) throws Exception {
      super.onConnectionRecovery(provider);
      consumers.forEach(this::limit);
    }

    private void limit(JmsConsumerInfo consumer) {
      if (consumer.getId().getProviderHint() instanceof AmqpConsumer receiver) {
        receiver.getEndpoint().setContext(new LimitedDeliveries(receiver, maxSize));
      }
    }
  }
}
