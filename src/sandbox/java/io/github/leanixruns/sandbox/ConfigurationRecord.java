package io.github.leanixruns.sandbox;

import java.util.List;

/**
 * Tells what the sandbox knows of one processor configuration.
 *
 * @param puts how many times it was inserted or updated
 * @param received what the last of them brought
 */
public record ConfigurationRecord(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    List<String> executionGroups,
    int puts,
    Received received) {}
