package io.github.leanixruns.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.leanixruns.testsupport.Ldifs;

/** One of the kill campaign's files, which goes by its number: even ones bring, odd ones ask. */
record DroppedFile(int number) {

  static final int CONNECTORS = 20;

  /**
   * Returns an LDIF with the elements of all files. With all of them there from the start, every
   * result holds as many.
   */
  static String elementsOf(int files) {
    ObjectNode ldif = new ObjectMapper().createObjectNode();
    ldif.put("connectorType", "cmdb").put("connectorId", "before").put("connectorVersion", "1.0.0");
    ldif.put("lxVersion", "1.0.0").put("processingDirection", "inbound");
    ArrayNode content = ldif.putArray("content");
    for (int i = 0; i < files; i++) {
      content
          .addObject()
          .put("type", "Application")
          .put("id", new DroppedFile(i).stem())
          .putObject("data");
    }
    return ldif.toString();
  }

  /** Tells whether the file goes to the queue: half of the connectors do. */
  boolean isForQueue() {
    return number % CONNECTORS >= CONNECTORS / 2;
  }

  String stem() {
    return "f%05d".formatted(number);
  }

  String name() {
    return stem() + ".json";
  }

  String description() {
    return "of " + stem();
  }

  boolean isOutbound() {
    return number % 2 == 1;
  }

  String ldif() {
    String connector = "c" + number % CONNECTORS;
    return isOutbound()
        ? Ldifs.outbound(connector, description())
        : Ldifs.inbound(connector, stem());
  }
}
