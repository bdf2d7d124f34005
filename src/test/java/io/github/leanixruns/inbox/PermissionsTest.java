package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Other users cannot read the files of the program. */
class PermissionsTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.defaults.connector-version", "2.0.0");
  }

  @Test
  void nobodyElseReadsTheLedgerOrTheLdifs() throws Exception {
    assumeTrue(Files.getFileStore(data).supportsFileAttributeView("posix"));
    sandbox.on(Call.CREATE).once().forConnector("held").holdBefore();
    drop("import.json", Ldifs.inbound("crm"));
    drop("export.json", Ldifs.outbound("all"));
    drop("bad.json", "{");
    awaitReceipts("archive", 2);
    awaitReceipt("failed");
    drop("held.json", Ldifs.inbound("held").replace("\"connectorVersion\": \"1.0.0\",", ""));
    await().until(() -> sandbox.inFlight() == 1);

    for (String folder : List.of("work", "archive", "failed")) {
      Map<Path, String> permissions = permissions(data.resolve(folder));
      assertThat(permissions).isNotEmpty();
      permissions.forEach(
          (path, actual) ->
              assertThat(actual)
                  .as("%s", path)
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
    assertThat(names("work")).contains("ledger.db", "ledger.db-wal", "ledger.db-shm");
    assertThat(names("work/ldif")).hasSize(2).anyMatch(name -> name.endsWith(".sent"));
    assertThat(permissions(data).get(data.resolve("outbox"))).as("the umask's").isEqualTo(usual());
    sandbox.clearFaults();
  }

  private String usual() throws Exception {
    Path made = Files.createDirectory(data.resolve("made-as-usual"));
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(made));
  }

  private static Map<Path, String> permissions(Path folder) throws Exception {
    Map<Path, String> permissions = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        permissions.put(path, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
    return permissions;
  }
}
