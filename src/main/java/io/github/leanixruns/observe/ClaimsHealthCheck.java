package io.github.leanixruns.observe;

import io.github.leanixruns.ldif.Words;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Is DOWN while a file cannot be moved out of the inbox or the processors folder. */
public final class ClaimsHealthCheck extends AbstractHealthCheck {

  private static final int MAX_NAMED = 5;

  private final Supplier<Map<String, String>> inbox;
  private final Supplier<Map<String, String>> processors;

  /**
   * @param inbox returns the names of such files in the inbox, and the reason for each
   * @param processors returns the same for the processors folder
   */
  public ClaimsHealthCheck(
      Supplier<Map<String, String>> inbox, Supplier<Map<String, String>> processors) {
    super("leanix", "claims");
    this.inbox = inbox;
    this.processors = processors;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    String failures =
        Stream.of(describe("inbox", inbox.get()), describe("processors folder", processors.get()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    if (failures.isEmpty()) {
      builder.up();
    } else {
      builder.message(failures).down();
    }
  }

  private static Optional<String> describe(String folder, Map<String, String> files) {
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Files cannot be moved out of the %s: %s. Check the disk and the permissions of that folder and the work folder.",
                folder,
                named(files)));
  }

  private static String named(Map<String, String> files) {
    String named =
        files.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .limit(MAX_NAMED)
            .map(file -> file.getKey() + " (" + file.getValue() + ")")
            .collect(Collectors.joining(", "));
    int others = files.size() - MAX_NAMED;
    return others <= 0 ? named : named + " and " + Words.count(others, "more file");
  }
}
