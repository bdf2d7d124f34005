package io.github.leanixruns.queue;

import io.github.leanixruns.files.FileNameLimit;
import io.github.leanixruns.ldif.Excerpt;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads the parts of a message. A part that cannot be read is a reason to refuse the message, and
 * never an exception.
 */
final class MessageReader {

  private static final int MAX_CHARACTERS = 4_096;
  private static final int MAX_DESCRIPTION = 300;

  private final Message message;
  private String refusal;

  MessageReader(Message message) {
    this.message = message;
  }

  /** Reads a part of a message. */
  @FunctionalInterface
  interface Part<T> {
    T of(Message message) throws JMSException;
  }

  /** Records a reason to refuse the message. The first one is kept. */
  void refuse(String format, Object... arguments) {
    if (refusal == null) {
      refusal = String.format(Locale.ROOT, format, arguments);
    }
  }

  /** Returns why the message is refused, as the predicate of a sentence, or null. */
  String refusal() {
    return refusal;
  }

  /** Returns a part of the message; null without one. */
  <T> T read(String name, Part<T> part) {
    try {
      return part.of(message);
    } catch (JMSException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      refuse("has a %s that cannot be read: %s.", name, describe(e));
      return null;
    }
  }

  /** Returns a part that must be a short text; null without one. */
  String text(String name, Part<?> part) {
    Object value = read(name, part);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      refuse("has a %s that is not text.", name);
    } else if (text.length() > MAX_CHARACTERS) {
      refuse("has a %s of more than %d characters.", name, MAX_CHARACTERS);
    } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      refuse("has a %s that is not valid Unicode.", name);
    } else {
      return text.isBlank() ? null : text;
    }
    return null;
  }

  /** Returns an application property, which must be a short text; null without one. */
  String property(String name) {
    return text("property " + name, any -> any.getObjectProperty(name));
  }

  /**
   * Returns the body, a string or bytes. Objects are not deserialized, which would be unsafe.
   *
   * @return null if the message contains neither
   */
  Object body() {
    if (message instanceof TextMessage text) {
      return read("body", any -> Objects.requireNonNullElse(text.getText(), ""));
    }
    if (message instanceof BytesMessage bytes) {
      return read("body", any -> bytesOf(bytes));
    }
    refuse("contains neither text nor bytes.");
    return null;
  }

  /** Describes a failure in one line, which may contain parts of the message. */
  static String describe(Throwable failure) {
    return Excerpt.printable(FileNameLimit.truncate(failure.toString(), MAX_DESCRIPTION));
  }

  private static byte[] bytesOf(BytesMessage message) throws JMSException {
    byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
    message.readBytes(body);
    return body;
  }
}
