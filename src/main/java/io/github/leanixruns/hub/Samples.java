package io.github.leanixruns.hub;

import io.github.leanixruns.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts the bundled sample LDIFs into the inbox, for somebody who tries the sandbox. */
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

  /** Tells whether there is something in the sandbox that an outbound run could bring: once. */
  public boolean isExportDue() {
    return !exported && !sandbox.elements().isEmpty();
  }

  /** As everybody should: written under another name and renamed. */
  private void drop(String name) throws IOException {
    Path part = inbox.resolve("." + name + ".part");
    try (InputStream sample = Samples.class.getResourceAsStream("/samples/" + name)) {
      Files.copy(sample, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
