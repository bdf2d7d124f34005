package io.github.leanixruns.channel;

import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.Workspace;
import java.nio.file.Path;

/**
 * A named way of running LDIFs: which workspace, how, and where the results go.
 *
 * @param name from {@code leanix.channel.NAME}, or null for what holds without a channel
 * @param check the check of its LDIFs, with its own header defaults
 * @param test whether its runs are dry runs, which change nothing in LeanIX
 * @param executionGroup the group of processor configurations that its runs use, or null
 * @param fast whether LeanIX runs its LDIFs while the caller waits
 * @param perConnector whether one connector's runs go one after another
 * @param outbox the folder for its results, or null where results go to a queue only
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
    PollingPolicy patience,
    Path outbox,
    String outboxQueue) {

  /**
   * Returns advice that says "back into the inbox", or the processors folder, with the folder in
   * there that keeps a file on its channel.
   *
   * @param channel the name of the channel, or null
   */
  public static String toFolder(String advice, String channel) {
    return channel == null
        ? advice
        : advice + " Its channel's folder in there is \"%s\".".formatted(channel);
  }
}
