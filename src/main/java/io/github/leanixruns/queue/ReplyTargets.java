package io.github.leanixruns.queue;

import jakarta.jms.Destination;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsDestination;

/** Decides where replies are sent: to temporary queues, and to those of leanix.queue.reply-to. */
final class ReplyTargets {

  // a sender can call any queue temporary, so it must also have a name that brokers generate
  private static final Pattern GENERATED =
      Pattern.compile(
          "(temp-queue://|temp-topic://)?ID:.+|(/queues/)?amq\\..+|#P2P/QTMP/.+"
              + "|.*\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}.*");

  private final List<Pattern> patterns;

  /**
   * @param patterns names, in which {@code *} matches any characters
   */
  ReplyTargets(List<String> patterns) {
    this.patterns = patterns.stream().map(ReplyTargets::compile).toList();
  }

  private static Pattern compile(String pattern) {
    return Pattern.compile(
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  boolean allows(Destination destination) {
    return destination instanceof JmsDestination known
        && (known.isTemporary() && GENERATED.matcher(known.getAddress()).matches()
            || patterns.stream().anyMatch(one -> one.matcher(known.getAddress()).matches()));
  }
}
