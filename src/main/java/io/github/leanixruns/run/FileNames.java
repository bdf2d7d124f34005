package io.github.leanixruns.run;

import io.github.leanixruns.files.FileNameLimit;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/**
 * Names the files of a run: {@code NAME.RUNID.results.json}, {@code .ldif.json}, {@code
 * .receipt.json}; those of a processor configuration: {@code NAME.RUNID.processor.json}, {@code
 * .receipt.json}.
 *
 * <p>NAME is the dropped file's name without its extension, RUNID the run id, or the ledger's id if
 * LeanIX has not assigned one. Both are untrusted: a name never leads out of its folder and never
 * exceeds the 255 bytes that file systems allow.
 */
public final class FileNames {

  private static final int MAX_RUN_ID_BYTES = 80;
  private static final Pattern EARLIER_ID =
      Pattern.compile(
          "^(.+)\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(?:ldif|processor)(\\.json)$");
  private static final String RESULTS = ".results.json";
  private static final String CONFIGURATION = ".processor.json";

  /** Names the file with the results. */
  public String results(@Variable("run") Run run) {
    return stem(run) + RESULTS;
  }

  /** Names the dropped file in its final folder. */
  public String ldif(@Variable("run") Run run) {
    return stem(run) + (run.isConfiguration() ? CONFIGURATION : ".ldif.json");
  }

  /** Names the receipt. */
  public String receipt(@Variable("run") Run run) {
    return stem(run) + ".receipt.json";
  }

  private static String stem(Run run) {
    String id = "." + idInNames(run.runId(), run.id());
    String name = withoutExtension(withoutEarlierId(oneName(run.fileName())));
    String longestEnding = run.isConfiguration() ? CONFIGURATION : RESULTS;
    return FileNameLimit.truncate(
            name,
            FileNameLimit.MAX_BYTES - FileNameLimit.bytes(id) - FileNameLimit.bytes(longestEnding))
        + id;
  }

  private static String idInNames(String runId, String ledgerId) {
    if (runId == null) {
      return ledgerId;
    }
    String safe = FileNameLimit.truncate(runId.replaceAll("[^A-Za-z0-9_-]", "_"), MAX_RUN_ID_BYTES);
    return safe.equals(runId) ? runId : safe + "." + ledgerId;
  }

  /** Replaces separators. Camel's file component treats a backslash as one on all platforms. */
  private static String oneName(String fileName) {
    return fileName.replaceAll("[/\\\\]", "_");
  }

  /** A failed file that is moved back into the inbox has an id in its name, which is replaced. */
  private static String withoutEarlierId(String name) {
    return EARLIER_ID.matcher(name).replaceFirst("$1$2");
  }

  private static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
