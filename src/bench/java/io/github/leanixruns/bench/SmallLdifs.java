package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates LDIFs of a few hundred bytes, each for a different connector. */
final class SmallLdifs {

  private SmallLdifs() {}

  static String text(String direction, int number) {
    return """
        {"connectorType": "bench", "connectorId": "connector-%d", "connectorVersion": "1.0.0", "lxVersion": "1.0.0",
         "processingDirection": "%s", "processingMode": "partial", "description": "LDIF %d of a benchmark",
         "content": [{"type": "Application", "id": "app-%d", "data": {"name": "Application %d", "cost": 12.5}}]}
        """
        .formatted(number, direction, number, number, number);
  }

  /** Writes a number of files, to be moved into an inbox. */
  static Path write(String direction, int count, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Files.writeString(folder.resolve("ldif-" + i + ".json"), text(direction, i));
    }
    return folder;
  }
}
