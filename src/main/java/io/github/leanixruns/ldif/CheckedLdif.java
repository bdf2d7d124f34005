package io.github.leanixruns.ldif;

import java.util.List;
import java.util.stream.Stream;

/**
 * Describes an LDIF or a processor configuration that passed the check and can be sent.
 *
 * @param elementCount elements in the content, 0 for an LDIF without content; processors of a
 *     processor configuration
 * @param sizeBytes size of the dropped file
 * @param sha256 of the dropped file, 64 lower-case hex digits
 * @param notes sentences about what is added or renamed when the file is sent, and about what is
 *     unusual in it
 * @param edits the differences between the bytes sent and the file; empty if it is sent unchanged
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

  /**
   * Returns the same with another note.
   *
   * @param note null for none
   */
  public CheckedLdif withNote(String note) {
    return note == null
        ? this
        : new CheckedLdif(
            header,
            elementCount,
            sizeBytes,
            sha256,
            Stream.concat(notes.stream(), Stream.of(note)).toList(),
            edits);
  }

  public boolean sentAsDropped() {
    return edits.isEmpty();
  }
}
