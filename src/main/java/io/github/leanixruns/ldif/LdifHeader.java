package io.github.leanixruns.ldif;

/**
 * Holds the header fields of an LDIF as they will be sent.
 *
 * @param processingDirection {@code inbound} or {@code outbound}
 * @param processingMode {@code partial}, {@code full}, or null where neither the file nor the
 *     defaults give one
 * @param description at most 500 characters, or null
 */
public record LdifHeader(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    String description) {}
