package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.leanixruns.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class LedgerTest {

  @TempDir Path work;

  @Test
  void aLedgerIsMadeWhereThereIsNoneAndOpensAgainWithAllItsRows() {
    try (Ledger ledger = open()) {
      Rows.insertOpen(ledger, "run-1", "lane-1");
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.knows("run-1")).isTrue();
      assertThat(ledger.knows("run-2")).isFalse();
    }
  }

  @Test
  void aClosedRunIsKnownAsWell() {
    try (Ledger ledger = open()) {
      Rows.insertOpen(ledger, "run-1", "lane-1");
      Rows.close(ledger, "run-1");

      assertThat(ledger.knows("run-1")).isTrue();
    }
  }

  @Test
  void aFolderThatIsMissingIsMade() {
    try (Ledger ledger = Ledger.open("jdbc:sqlite:" + work.resolve("a/b/ledger.db"), "", "", 2)) {
      assertThat(ledger.knows("run-1")).isFalse();
    }
    assertThat(work.resolve("a/b/ledger.db")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"journal_mode, wal", "synchronous, 2", "busy_timeout, 60000"})
  void everyCommitIsSyncedAndReadersDoNotWait(String pragma, String value) throws Exception {
    try (Ledger ledger = open();
        Connection connection = ledger.dataSource().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA " + pragma)) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo(value);
    }
  }

  @Test
  void aSecondProgramOnTheSameLedgerIsRefusedUntilTheFirstHasClosedIt() {
    try (Ledger first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "Another leanix-runs process uses the ledger %s."
                  + " Stop it, or set leanix.data to another folder.",
              work.resolve("ledger.db"));
      assertThat(first.knows("run-1")).isFalse();
    }
    try (Ledger second = open()) {
      assertThat(second.knows("run-1")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedLedgerIsRefusedWithAdviceAndLeftAsItIs(Damage damage) throws Exception {
    Path database = work.resolve("ledger.db");
    try (Ledger ledger = open()) {
      for (int i = 0; i < 200; i++) {
        Rows.insertOpen(ledger, "run-" + i, "lane-" + i);
      }
    }
    byte[] damaged = damage.of(Files.readAllBytes(database));
    Files.write(database, damaged);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("The ledger " + database + " is damaged: ")
          .hasMessageContaining("Restore it from a backup")
          .hasMessageContaining(
              "an LDIF in " + work.resolve("ldif") + " that may have been started")
          .hasMessageEndingWith("is held: look up its run in LeanIX.");
    }
    assertThat(database).hasBinaryContent(damaged);
  }

  private enum Damage {
    RANDOM_BYTES {
      @Override
      byte[] of(byte[] database) {
        new Random(1).nextBytes(database);
        return database;
      }
    },
    RANDOM_BYTES_IN_THE_MIDDLE {
      @Override
      byte[] of(byte[] database) {
        byte[] page = new byte[4_096];
        new Random(1).nextBytes(page);
        System.arraycopy(page, 0, database, database.length / 4_096 / 2 * 4_096, page.length);
        return database;
      }
    },
    TRUNCATED {
      @Override
      byte[] of(byte[] database) {
        return Arrays.copyOf(database, database.length / 2);
      }
    },
    TEXT {
      @Override
      byte[] of(byte[] database) {
        return "no database ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
      }
    };

    abstract byte[] of(byte[] database);
  }

  @Test
  void aFolderInTheLedgersPlaceIsRefused() throws Exception {
    Path database = Files.createDirectory(work.resolve("ledger.db"));

    assertThatThrownBy(this::open)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("The ledger " + database + " is not a file. Move it away");
    assertThat(database).isEmptyDirectory();
  }

  @Test
  void aLedgerThatMustNotBeWrittenIsRefused() throws Exception {
    open().close();
    Path database = work.resolve("ledger.db");
    assumeThat(database.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(database)).isFalse();

    assertThatThrownBy(this::open)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "The ledger %s cannot be opened: it cannot be read and written."
                + " Check its permissions and those of its folder.",
            database);
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedWithItsName() throws Exception {
    Path file = Files.writeString(work.resolve("file"), "x");

    assertThatThrownBy(() -> Ledger.open("jdbc:sqlite:" + file.resolve("ledger.db"), "", "", 2))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("The ledger's folder cannot be written: ")
        .hasMessageContaining(file.toString())
        .hasMessageEndingWith("Check leanix.data and its permissions.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nonsense:x", "postgresql://localhost/x"})
  void aDatabaseThatNobodyKnowsIsRefused(String url) {
    assertThatThrownBy(() -> Ledger.open(url, "", "", 2))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("The ledger " + url + " cannot be opened: ");
  }

  @Test
  void aPasswordInTheAddressIsNotRepeated() {
    assertThatThrownBy(
            () -> Ledger.open("jdbc:nonsense://host/db?user=me&password=hidden", "", "", 2))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("jdbc:nonsense://host/db")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void theTablesAreThere() {
    try (Ledger ledger = open()) {
      List<String> tables =
          new JdbcTemplate(ledger.dataSource())
              .queryForList("SELECT name FROM sqlite_master WHERE type = 'table'", String.class);

      assertThat(tables).contains("leanix_run", "scheduled_tasks");
    }
  }

  private Ledger open() {
    return Ledger.open("jdbc:sqlite:" + work.resolve("ledger.db"), "", "", 2);
  }
}
