package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Drops the bundled sample LDIFs into the inbox. */
public final class Samples {

  private final Sandbox sandbox;
  private final Path inbox;
  private volatile boolean exported;

  Samples(Sandbox sandbox, Path inbox) {
    this.sandbox = sandbox;
    this.inbox = inbox;
  }

  public void dropInbound() throws IOException {
    drop("landscape-import.json");
  }

  public void dropOutbound() throws IOException {
    drop("landscape-export.json");
    exported = true;
  }

  /** Returns true until the export is dropped, if the sandbox has elements to export. */
  public boolean isExportDue() {
    return !exported && !sandbox.elements().isEmpty();
  }

  /** Writes a hidden file and renames it, because the inbox must not see an incomplete file. */
  private void drop(String name) throws IOException {
    Path part = inbox.resolve("." + name + ".part");
    try (InputStream sample = Samples.class.getResourceAsStream("samples/" + name)) {
      Files.copy(sample, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
