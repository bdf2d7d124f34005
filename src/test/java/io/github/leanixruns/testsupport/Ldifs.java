package io.github.leanixruns.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** LDIFs for tests: small, believable, and different where it matters. */
public final class Ldifs {

  private Ldifs() {}

  public static String inbound(String connectorId) {
    return inbound(connectorId, "app-1");
  }

  public static String inbound(String connectorId, String elementId) {
    return """
        {
          "connectorType": "cmdb", "connectorId": "%s", "connectorVersion": "1.0.0",
          "lxVersion": "1.0.0", "description": "of %s",
          "processingDirection": "inbound", "processingMode": "partial",
          "content": [
            {"type": "Application", "id": "%s", "data": {"name": "Order Desk", "cost": 1.10}}
          ]
        }
        """
        .formatted(connectorId, elementId, elementId);
  }

  /** Returns an inbound LDIF of exactly this many bytes, in UTF-8. */
  public static byte[] inboundOfSize(int bytes) {
    String small = inbound("large");
    String name = "Order Desk";
    String longer = name + "x".repeat(bytes - small.length());
    byte[] ldif = small.replace(name, longer).getBytes(StandardCharsets.UTF_8);
    assertThat(ldif).hasSize(bytes);
    return ldif;
  }

  public static String outbound(String connectorId) {
    return outbound(connectorId, "all of it");
  }

  public static String outbound(String connectorId, String description) {
    return """
        {
          "connectorType": "report", "connectorId": "%s", "connectorVersion": "1.0.0",
          "lxVersion": "1.0.0", "description": "%s",
          "processingDirection": "outbound", "processingMode": "partial"
        }
        """
        .formatted(connectorId, description);
  }
}
