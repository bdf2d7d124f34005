package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates LDIFs of a few hundred bytes. */
final class SmallLdifs {

  private SmallLdifs() {}

  static String text(String direction, int number, int connector) {
    return """
        {"connectorType": "bench", "connectorId": "connector-%d", "connectorVersion": "1.0.0", "lxVersion": "1.0.0",
         "processingDirection": "%s", "processingMode": "partial", "description": "LDIF %d of a benchmark",
         "content": [{"type": "Application", "id": "app-%d", "data": {"name": "Application %d", "cost": 12.5}}]}
        """
        .formatted(connector, direction, number, number, number);
  }

  /** Writes a number of files, each for a different connector, to be moved into an inbox. */
  static Path write(String direction, int count, Path folder) throws IOException {
    return write(direction, count, count, folder);
  }

  /** Writes a number of files for a number of connectors. */
  static Path write(String direction, int count, int connectors, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      String ldif = text(direction, i, i % connectors);
      Files.writeString(folder.resolve("ldif-" + i + ".json"), ldif);
    }
    return folder;
  }
}
