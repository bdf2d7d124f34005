package io.github.leanixruns.ldif;

/**
 * Holds the header fields of an LDIF as they are sent.
 *
 * @param processingDirection {@code inbound} or {@code outbound}
 * @param processingMode {@code partial}, {@code full}, or null if neither the file nor the defaults
 *     set it
 * @param description at most 500 characters, or null
 */
public record LdifHeader(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    String description) {}
