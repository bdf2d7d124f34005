package io.github.leanixruns.sandbox;

import java.util.List;

/**
 * Describes one processor configuration.
 *
 * @param puts the number of times that it was inserted or updated
 * @param received the content of the last update
 */
public record ConfigurationRecord(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    List<String> executionGroups,
    int puts,
    ReceivedBytes received) {}
