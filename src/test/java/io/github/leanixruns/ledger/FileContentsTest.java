package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.run.Run;
import io.github.leanixruns.testsupport.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class FileContentsTest {

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  @TempDir private Path folder;
  private Ledger ledger;
  private JdbcTemplate jdbc;
  private FileContents<Run> contents;

  @BeforeEach
  void open() {
    ledger = Ledger.open(POSTGRES.server().getJdbcUrl("postgres", "postgres"), "", "", 1);
    jdbc = new JdbcTemplate(ledger.dataSource());
    jdbc.update("DELETE FROM leanix_run");
    contents = new FileContents<>(ledger, Run.class);
    Rows.insertOpen(ledger, "id-1", "lane-1");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 512 * 1024, 1_300_000})
  void aFileIsRestoredAsItWas(int size) throws Exception {
    contents.put("id-1", "results", random("earlier", 2_000_000));
    Path file = random("file", size);
    contents.put("id-1", "results", file);

    assertThat(contents.get("id-1", "results", folder.resolve("restored"))).isTrue();

    assertThat(folder.resolve("restored")).hasSameBinaryContentAs(file);
    assertThat(contents.get("id-1", "ldif", folder.resolve("another"))).isFalse();
    contents.delete("id-1");
    assertThat(files()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE leanix_file SET bytes = 'x' WHERE part = 1",
        "DELETE FROM leanix_file WHERE part = 2"
      })
  void aDamagedFileIsNotUsed(String damage) throws Exception {
    contents.put("id-1", "ldif", random("file", 1_300_000));
    jdbc.update(damage);

    assertThatThrownBy(() -> contents.get("id-1", "ldif", folder.resolve("restored")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other bytes");
  }

  @Test
  void aRowIsInsertedWithItsFilesOrNotAtAll() throws Exception {
    Path gone = folder.resolve("gone");
    assertThatThrownBy(() -> contents.insert("insert-received", row("id-2"), Map.of("ldif", gone)))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertThat(ledger.knows("id-2")).isFalse();

    contents.insert("insert-received", row("id-2"), Map.of("ldif", random("file", 10)));
    contents.insert("insert-received", row("id-2"), Map.of("sent", random("other", 10)));

    assertThat(jdbc.queryForList("SELECT id, name FROM leanix_file"))
        .containsExactly(Map.of("id", "id-2", "name", "ldif"));
    jdbc.update("DELETE FROM leanix_run WHERE id = 'id-2'");
    assertThat(files()).isZero();
  }

  @Test
  void onlyRunsThatWereClosedLongAgoAreReturnedAndTheirFilesDeleted() throws Exception {
    for (String id : List.of("id-2", "id-3")) {
      Rows.insertOpen(ledger, id, "lane-1");
      contents.put(id, "ldif", random(id, 10));
    }
    contents.put("id-1", "ldif", random("file", 10));
    Rows.close(ledger, "id-1");
    Rows.close(ledger, "id-2");
    jdbc.update("UPDATE leanix_run SET closed_at = 1000 WHERE id = 'id-2'");

    assertThat(contents.closed(List.of("id-1", "id-2", "id-3", "unknown"), 1_000))
        .extracting(Run::id)
        .containsExactly("id-1");
    assertThat(contents.closed(List.of(), 1_000)).isEmpty();
    contents.deleteClosed(1_000);
    assertThat(jdbc.queryForList("SELECT id FROM leanix_file ORDER BY id", String.class))
        .containsExactly("id-2", "id-3");
  }

  private static Map<String, Object> row(String id) {
    Map<String, Object> row =
        new HashMap<>(
            Map.of("id", id, "lane", "lane-1", "file_name", "apps.json", "file_size", 10L));
    row.putAll(Map.of("notes", "[]", "sent_as_dropped", true, "received_at", 1L, "kind", "run"));
    row.putAll(Map.of("source", "queue", "test", 0));
    for (String column :
        List.of(
            "sha256",
            "element_count",
            "connector_type",
            "connector_id",
            "connector_version",
            "processing_direction",
            "processing_mode",
            "description",
            "kept_in",
            "channel",
            "reply_to",
            "correlation_id",
            "traceparent")) {
      row.put(column, null);
    }
    return row;
  }

  private Path random(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  private long files() {
    return jdbc.queryForObject("SELECT COUNT(*) FROM leanix_file", Long.class);
  }
}
