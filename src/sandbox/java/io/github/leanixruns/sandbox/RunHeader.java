package io.github.leanixruns.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Holds the header fields of an LDIF. A missing field is null; a missing mode is "partial". */
public record RunHeader(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String lxVersion,
    String processingDirection,
    String processingMode,
    String description) {

  boolean inbound() {
    return "inbound".equalsIgnoreCase(processingDirection);
  }

  boolean full() {
    return "full".equalsIgnoreCase(processingMode);
  }

  ObjectNode toJson() {
    ObjectNode json =
        SandboxJson.object()
            .put("connectorType", connectorType)
            .put("connectorId", connectorId)
            .put("connectorVersion", connectorVersion)
            .put("lxVersion", lxVersion == null ? "1.0.0" : lxVersion)
            .put("processingDirection", processingDirection)
            .put("processingMode", processingMode);
    return description == null ? json : json.put("description", description);
  }
}
