package io.github.leanixruns.inbox;

import java.nio.file.Path;

/**
 * An LDIF that was taken in and belongs to this program from then on.
 *
 * @param id the ledger's own id for the run that it becomes, a UUID
 * @param fileName the file's name as it was dropped
 * @param file where the file lies now
 */
public record Claim(String id, String fileName, Path file, Origin origin) {}
