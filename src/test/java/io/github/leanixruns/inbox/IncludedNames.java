package io.github.leanixruns.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads from {@code routes/inbox.camel.yaml} which file names the watched folders include. */
final class IncludedNames {

  private IncludedNames() {}

  static Pattern ofTheRoute() {
    try {
      JsonNode routes =
          new ObjectMapper(new YAMLFactory())
              .readTree(Path.of("routes", "inbox.camel.yaml").toFile());
      return Pattern.compile(routes.findValue("include").textValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
