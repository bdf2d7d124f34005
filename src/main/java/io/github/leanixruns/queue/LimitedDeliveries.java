package io.github.leanixruns.queue;

import org.apache.qpid.jms.provider.NoOpAsyncResult;
import org.apache.qpid.jms.provider.ProviderException;
import org.apache.qpid.jms.provider.amqp.AmqpConsumer;
import org.apache.qpid.jms.provider.amqp.AmqpEventSink;
import org.apache.qpid.jms.provider.amqp.AmqpProvider;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.engine.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes messages on to a consumer of Qpid JMS, which reads each into memory. A message that is too
 * large is discarded while it arrives, and rejected, as is one that cannot be decoded.
 */
final class LimitedDeliveries implements AmqpEventSink {

  private static final Logger LOG = LoggerFactory.getLogger("leanix.queue");

  private final AmqpConsumer consumer;
  private final int maxSize;
  private long discardedBytes;

  LimitedDeliveries(AmqpConsumer consumer, int maxSize) {
    this.consumer = consumer;
    this.maxSize = maxSize;
  }

  @Override
  public void processDeliveryUpdates(AmqpProvider provider, Delivery delivery)
      throws ProviderException {
    if (delivery.isReadable() && (discardedBytes > 0 || delivery.available() > maxSize)) {
      discard(delivery);
    }
    boolean settled = delivery.isSettled();
    try {
      consumer.processDeliveryUpdates(provider, delivery);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // would otherwise close the connection, and the broker would send the message again
      reject(delivery);
      logUndecodable(e.toString());
    }
    if (!settled && delivery.getLocalState() instanceof Modified) {
      // Qpid JMS could not decode it; a broker would keep the message in the queue
      delivery.disposition(new Rejected());
      logUndecodable("it is not in the format of AMQP");
    }
  }

  private void discard(Delivery delivery) {
    discardedBytes += consumer.getEndpoint().recv().remaining();
    if (!delivery.isPartial()) {
      LOG.warn(
          "A message of the queue \"{}\" is rejected: it has {} bytes, more than leanix.queue.max-size, {} bytes. The broker moves it to its dead letters.",
          consumer.getDestination().getAddress(),
          discardedBytes,
          maxSize);
      discardedBytes = 0;
      reject(delivery);
    }
  }

  private void reject(Delivery delivery) {
    delivery.disposition(new Rejected());
    delivery.settle();
    // requests the next message
    consumer.start(NoOpAsyncResult.INSTANCE);
  }

  private void logUndecodable(String reason) {
    LOG.warn(
        "A message of the queue \"{}\" is rejected, because it cannot be read: {}. The broker moves it to its dead letters.",
        consumer.getDestination().getAddress(),
        reason);
  }

  @Override
  public void processRemoteOpen(AmqpProvider provider) throws ProviderException {
    consumer.processRemoteOpen(provider);
  }

  @Override
  public void processRemoteDetach(AmqpProvider provider) throws ProviderException {
    consumer.processRemoteDetach(provider);
  }

  @Override
  public void processRemoteClose(AmqpProvider provider) throws ProviderException {
    consumer.processRemoteClose(provider);
  }

  @Override
  public void processFlowUpdates(AmqpProvider provider) throws ProviderException {
    consumer.processFlowUpdates(provider);
  }
}
