package io.github.leanixruns.channel;

import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.Workspace;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A named set of settings for runs: workspace, defaults, order, polling and destination.
 *
 * @param name NAME of {@code leanix.channel.NAME}, or null for the settings of runs without one
 * @param check the check of its LDIFs, with its header defaults
 * @param test whether its runs are dry runs, which change nothing in LeanIX
 * @param executionGroup the group of processor configurations that its runs use, or null
 * @param fast whether its LDIFs are sent as fast runs
 * @param perConnector whether runs of one connector are executed one after another
 * @param fullShrinkMaxPercent by how much the elements of a full load may decrease, 0 to 100
 * @param results whether its inbound runs have results
 * @param outbox the folder for its results, or null if results only go to a queue
 * @param outboxQueue the queue for its results, or null
 */
public record Channel(
    String name,
    Workspace workspace,
    LdifCheck check,
    boolean test,
    String executionGroup,
    boolean fast,
    boolean perConnector,
    int fullShrinkMaxPercent,
    PollingPolicy pollingPolicy,
    ResultsMode results,
    Path outbox,
    String outboxQueue) {

  /** Returns a channel without a name, folders and queues, as a kamelet uses it. */
  public static Channel unnamed(
      Workspace workspace,
      LdifCheck check,
      boolean test,
      String executionGroup,
      PollingPolicy pollingPolicy,
      ResultsMode results) {
    return new Channel(
        null,
        workspace,
        check,
        test,
        executionGroup,
        false,
        false,
        100,
        pollingPolicy,
        results,
        null,
        null);
  }

  /**
   * Returns advice to move a file into a folder, with the channel's subfolder.
   *
   * @param channel the name of the channel, or null
   */
  public static String toFolder(String advice, String channel) {
    return channel == null
        ? advice
        : advice + String.format(Locale.ROOT, " The subfolder of its channel is \"%s\".", channel);
  }

  /** Returns the name of a file for the log, after the name of its channel, which may be null. */
  public static String label(String channel, String fileName) {
    return channel == null ? fileName : channel + "/" + fileName;
  }
}
