package io.github.leanixruns.observe;

import io.github.leanixruns.run.ConnectorLabel;
import java.time.Instant;

/**
 * The open runs of one stage and connector, as {@code count-open-runs.sql} returns them.
 *
 * @param runs their number
 * @param oldestReceivedAt when the oldest of them was received
 */
public record OpenRuns(
    String stage,
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    long runs,
    Instant oldestReceivedAt) {

  String connectorLabel() {
    return ConnectorLabel.of(connectorType, connectorId, connectorVersion, processingDirection);
  }
}
