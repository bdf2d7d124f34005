package io.github.leanixruns.run;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.files.FileNameLimit;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Decides whether a full load is sent. In mode {@code full}, LeanIX can archive what an LDIF does
 * not contain, so that an incomplete export would empty the landscape.
 */
public final class FullLoads {

  /** Tells whether a run is an inbound full load that was not sent yet. */
  public boolean isUnsent(@Variable("run") Run run) {
    return "RECEIVED".equals(run.stage())
        && !run.isConfiguration()
        && !run.test()
        && "inbound".equals(run.processingDirection())
        && "full".equals(run.processingMode());
  }

  /**
   * Decides for a full load: it is rejected if it has fewer elements than the setting allows and is
   * not confirmed by its name; else null.
   *
   * @param lastCount elements of the last full load of its connector that was delivered, or null
   */
  public FailureDecision decide(
      @Variable("run") Run run, @Variable("channel") Channel channel, @Body Long lastCount) {
    int keptPercent = 100 - channel.fullShrinkMaxPercent();
    if (lastCount == null
        || run.elementCount() * 100 >= lastCount * keptPercent
        || isConfirmed(run)) {
      return null;
    }
    Ending ending = Endings.shrunk(run, channel, lastCount, nameToConfirm(run));
    return FailureDecision.toEnd(null, ending.reason(), ending);
  }

  /** The name contains the number of elements, so that it confirms no other export. */
  private static String confirmation(Run run) {
    return ".confirm-" + run.elementCount() + ".";
  }

  private static boolean isConfirmed(Run run) {
    return run.fileName().contains(confirmation(run));
  }

  private static String nameToConfirm(Run run) {
    String name = run.fileName();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String end = confirmation(run) + (dot > 0 ? name.substring(dot + 1) : "json");
    return FileNameLimit.truncate(stem, FileNameLimit.MAX_BYTES - FileNameLimit.bytes(end)) + end;
  }
}
