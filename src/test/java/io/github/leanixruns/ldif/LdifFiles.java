package io.github.leanixruns.ldif;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** Files and header texts for the tests of this package. */
final class LdifFiles {
  static final String HEADER =
      "\"connectorType\":\"inventory\",\"connectorId\":\"cmdb-emea\",\"connectorVersion\":\"1.4.0\","
          + "\"processingDirection\":\"inbound\"";
  static final String PAYROLL =
      "{\"type\":\"Application\",\"id\":\"app-payroll\",\"data\":{\"name\":\"Payroll\"}}";
  static final HeaderDefaults ACME =
      defaults(
          Map.of(
              "connector-type", "acme",
              "connector-id", "cmdb",
              "connector-version", "2.0.0",
              "processing-direction", "inbound"));

  private LdifFiles() {}

  /** Returns defaults by the names of their settings without {@code leanix.defaults.}. */
  static HeaderDefaults defaults(Map<String, String> values) {
    return HeaderDefaults.of(setting -> values.get(setting.replace("leanix.defaults.", "")));
  }

  static Path resource(String name) {
    try {
      return Path.of(LdifFiles.class.getResource("/ldif/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path write(Path directory, String text) throws IOException {
    return Files.write(directory.resolve("dropped.json"), text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
