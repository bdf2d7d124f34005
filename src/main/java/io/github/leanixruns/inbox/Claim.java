package io.github.leanixruns.inbox;

import java.nio.file.Path;

/**
 * An LDIF in the work folder.
 *
 * @param id the id of the run in the ledger, a UUID
 * @param fileName the file's name as it was dropped
 * @param file the file in the work folder
 */
public record Claim(String id, String fileName, Path file, Origin origin) {}
