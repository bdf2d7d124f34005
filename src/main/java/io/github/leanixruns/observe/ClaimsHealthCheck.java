package io.github.leanixruns.observe;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is DOWN while a settled file lies in a folder that cannot be taken out of it. */
public final class ClaimsHealthCheck extends AbstractHealthCheck {

  private final Supplier<Map<String, String>> inbox;
  private final Supplier<Map<String, String>> processors;

  /**
   * @param inbox the names of such files in the inbox, and why each cannot be taken
   * @param processors the names of those in the processors folder
   */
  public ClaimsHealthCheck(
      Supplier<Map<String, String>> inbox, Supplier<Map<String, String>> processors) {
    super("leanix", "claims");
    this.inbox = inbox;
    this.processors = processors;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Stream.of(words("inbox", inbox.get()), words("processors folder", processors.get()))
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + " " + other)
        .ifPresentOrElse(words -> builder.message(words).down(), builder::up);
  }

  private static Optional<String> words(String folder, Map<String, String> files) {
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Files cannot be taken out of the %s: %s. Check the disk and the permissions of that folder and the work folder."
                .formatted(folder, files));
  }
}
