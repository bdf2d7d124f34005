package io.github.leanixruns.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.io.File;
import java.io.IOException;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Takes a dropped file, checks it, and writes it as it will be sent where that differs. */
public final class Inbox {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFolder workFolder;
  private final LdifCheck check;

  public Inbox(WorkFolder workFolder, LdifCheck check) {
    this.workFolder = workFolder;
    this.check = check;
  }

  /** Takes a file out of the inbox; null when it is no longer there. */
  public Claim claim(@Body File dropped) throws IOException {
    return workFolder.claim(dropped);
  }

  /** Says whether a file is an LDIF that LeanIX can be asked to run. */
  public Verdict check(@Variable("claim") Claim claim) throws IOException {
    try {
      return new Verdict(check.check(claim.file()), null);
    } catch (LdifRejectedException e) {
      return new Verdict(null, e);
    }
  }

  /** Writes the LDIF with its missing header fields, where it has any. */
  public void enrich(@Variable("claim") Claim claim, @Variable("ldif") CheckedLdif ldif)
      throws IOException {
    if (!ldif.sentAsDropped()) {
      ldif.edits().write(claim.file(), workFolder.sentFileOf(claim.id()));
    }
  }

  /** Returns what was filled in or renamed, as a JSON array of sentences. */
  public String notes(@Variable("ldif") CheckedLdif ldif) throws JsonProcessingException {
    return JSON.writeValueAsString(ldif.notes());
  }
}
