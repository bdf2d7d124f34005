package io.github.leanixruns.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.leanix.Answers;
import java.io.File;
import org.apache.camel.Variable;

/**
 * Selects one of LeanIX's four calls that create a run: with the LDIF or with the URL of its
 * upload, each with or without an execution group.
 */
public final class CreateCall {

  private final Answers answers;

  public CreateCall(Answers answers) {
    this.answers = answers;
  }

  /** Returns the path of the call below {@code synchronizationRuns}. */
  public String path(@Variable("channel") Channel channel, @Variable("upload") Upload upload) {
    boolean group = channel.executionGroup() != null;
    if (upload == null) {
      return group ? "/withExecutionGroup" : "";
    }
    return group ? "/withExecutionGroupAndUrlInput" : "/withUrlInput";
  }

  /** Returns the query, which names the execution group. */
  public String query(@Variable("channel") Channel channel) {
    String group = channel.executionGroup();
    return group == null ? "" : "groupName=" + answers.encoded(group);
  }

  /** Returns the body: the LDIF's file, or a JSON object with the URL of its upload. */
  public Object body(@Variable("ldifFile") File ldif, @Variable("upload") Upload upload)
      throws JsonProcessingException {
    return upload == null ? ldif : upload.input();
  }
}
