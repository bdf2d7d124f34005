package io.github.leanixruns.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The kill campaign with folders. {@code -Dchaos.kills} and {@code -Dchaos.files} say how much of
 * it.
 */
class KillIT extends KillCampaign {

  KillIT() {
    super(Integer.getInteger("chaos.kills", 5), Integer.getInteger("chaos.files", 50));
  }

  @Override
  protected Map<String, String> environment() {
    return Map.of();
  }

  @Override
  protected void drop(DroppedFile file) throws IOException {
    Path part = Files.writeString(folder.resolve(file.name()), file.ldif());
    Files.move(part, data.resolve("inbox").resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  protected Path results() {
    return data.resolve("outbox");
  }
}
