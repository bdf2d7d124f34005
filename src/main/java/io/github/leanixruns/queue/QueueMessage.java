package io.github.leanixruns.queue;

import io.github.leanixruns.inbox.DeliveryKey;
import io.github.leanixruns.inbox.Origin;
import jakarta.jms.Message;

/**
 * A message of the inbox queue, and what was read of it.
 *
 * @param fileName null for a message without a file name and an id
 * @param deliveryKey detects duplicate deliveries; null for a message without an id
 * @param ldif a string or bytes; null if the body cannot be read
 */
public record QueueMessage(
    Message message, Origin origin, String fileName, DeliveryKey deliveryKey, Object ldif) {}
