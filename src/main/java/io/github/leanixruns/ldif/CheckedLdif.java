package io.github.leanixruns.ldif;

import java.util.List;

/**
 * Says what the check found out about an LDIF, or a processor configuration, that can be sent.
 *
 * @param elementCount elements in the content; 0 for an outbound LDIF without content; for a
 *     processor configuration, its processors
 * @param sizeBytes bytes of the file as dropped
 * @param sha256 of the bytes as dropped, 64 digits of lower-case hex
 * @param notes in words, what is added or renamed on sending
 * @param edits how the bytes sent differ from the file; empty when it is sent as dropped
 */
public record CheckedLdif(
    LdifHeader header,
    long elementCount,
    long sizeBytes,
    String sha256,
    List<String> notes,
    LdifEdits edits) {

  public CheckedLdif {
    notes = List.copyOf(notes);
  }

  public boolean sentAsDropped() {
    return edits.isEmpty();
  }
}
