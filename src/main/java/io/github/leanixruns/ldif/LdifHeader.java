package io.github.leanixruns.ldif;

/**
 * Holds the header fields of an LDIF as the ledger and the receipt have them.
 *
 * @param processingDirection {@code inbound} or {@code outbound}; the LDIF may have it in upper
 *     case
 * @param processingMode {@code partial}, {@code full}, or null if neither the file nor the defaults
 *     set it; the LDIF may have it in upper case
 * @param description at most 500 characters, or null
 */
public record LdifHeader(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    String description) {}
