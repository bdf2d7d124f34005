package io.github.leanixruns.run;

import io.github.leanixruns.files.Names;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/**
 * Names the files that a run leaves behind: {@code NAME.RUNID.results.json}, {@code .ldif.json},
 * {@code .receipt.json}; those of a processor configuration: {@code NAME.RUNID.processor.json},
 * {@code .receipt.json}.
 *
 * <p>NAME is the dropped file's name without its extension, RUNID the run id, or the ledger's own
 * id where LeanIX never gave one. Both are data from elsewhere: a name never leaves its folder and
 * never exceeds the 255 bytes that file systems allow.
 */
public final class FileNames {

  private static final int MOST_BYTES_OF_A_RUN_ID = 80;
  private static final Pattern EARLIER_ID =
      Pattern.compile(
          "^(.+)\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(?:ldif|processor)(\\.json)$");
  private static final String RESULTS = ".results.json";
  private static final String CONFIGURATION = ".processor.json";

  public String results(@Variable("run") Run run) {
    return stem(run) + RESULTS;
  }

  /** Names what was dropped, an LDIF as a rule. */
  public String ldif(@Variable("run") Run run) {
    return stem(run) + (run.isConfiguration() ? CONFIGURATION : ".ldif.json");
  }

  public String receipt(@Variable("run") Run run) {
    return stem(run) + ".receipt.json";
  }

  private static String stem(Run run) {
    String id = "." + idInNames(run.runId(), run.id());
    String name = withoutExtension(withoutEarlierId(oneName(run.fileName())));
    String longestEnding = run.isConfiguration() ? CONFIGURATION : RESULTS;
    return Names.shortened(name, Names.MOST_BYTES - Names.bytes(id) - Names.bytes(longestEnding))
        + id;
  }

  private static String idInNames(String runId, String ledgerId) {
    if (runId == null) {
      return ledgerId;
    }
    String safe = Names.shortened(runId.replaceAll("[^A-Za-z0-9_-]", "_"), MOST_BYTES_OF_A_RUN_ID);
    return safe.equals(runId) ? runId : safe + "." + ledgerId;
  }

  /** Camel's file component takes a backslash for a separator, whatever the platform. */
  private static String oneName(String fileName) {
    return fileName.replaceAll("[/\\\\]", "_");
  }

  /** A failed file that is moved back into the inbox has an id in its name, and gets another. */
  private static String withoutEarlierId(String name) {
    return EARLIER_ID.matcher(name).replaceFirst("$1$2");
  }

  private static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
