package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.testsupport.PostgresExtension;
import io.github.leanixruns.testsupport.Runs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class LedgerRowMapperFactoryTest {

  @Nested
  class OnSqlite extends Contract {

    @TempDir private Path work;

    @Override
    Ledger open() {
      return Ledger.open(Ledger.sqliteIn(work), "", "", 2);
    }
  }

  @Nested
  class OnPostgresql extends Contract {

    @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    Ledger open() {
      return Ledger.open(POSTGRES.server().getJdbcUrl("postgres", "postgres"), "postgres", "", 2);
    }
  }

  /** What holds for rows of either database. */
  abstract static class Contract {

    private final LedgerRowMapperFactory mappers = new LedgerRowMapperFactory();
    private Ledger ledger;
    private JdbcTemplate jdbc;

    abstract Ledger open();

    @BeforeEach
    void openLedger() {
      ledger = open();
      jdbc = new JdbcTemplate(ledger.dataSource());
      jdbc.update("DELETE FROM leanix_run");
      Rows.insertOpen(ledger, "id-1", "lane-1");
    }

    @AfterEach
    void closeLedger() {
      ledger.close();
    }

    @Test
    void aReceivedRunHasNullsWhereItsRowHasThem() {
      assertThat(row())
          .isEqualTo(
              new Run(
                  "id-1",
                  "lane-1",
                  "RECEIVED",
                  "run",
                  "inbox",
                  null,
                  false,
                  null,
                  null,
                  null,
                  "apps.json",
                  1,
                  "abc",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  "[]",
                  true,
                  null,
                  null,
                  null,
                  null,
                  Instant.ofEpochMilli(1),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  Duration.ZERO,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null));
    }

    @Test
    void eachColumnIsMappedToItsComponent() {
      jdbc.update(
          """
          UPDATE leanix_run SET
            stage = 'FAILED', kind = 'run', source = 'queue', channel = 'crm', test = 1,
            reply_to = 'answers', correlation_id = 'c-1',
            traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
            file_size = 5000000000, element_count = 6000000000,
            connector_type = 'cmdb', connector_id = 'crm', connector_version = '1.0.0',
            processing_direction = 'inbound', processing_mode = 'partial', description = 'd',
            notes = '["n"]', sent_as_dropped = FALSE, kept_in = 'ledger', run_id = 'run-1', status = 'PENDING',
            result_elements = 0, received_at = 1767323045001, created_at = 1767323045002,
            started_at = 1767323045003, start_sent_at = 1767323045010, finished_at = 1767323045004, ended_at = 1767323045005,
            closed_at = 1767323045006, sent_at = 1767323045007, replied_at = 1767323045008,
            stood_still_for = 10, measured_at = 1767323045011, planned_for = 12,
            failing_since = 1767323045009, failing_cause = 'rate_limited', failure = 'HTTP 429',
            reason = 'r', advice = 'a'
          """);

      Run run = row();

      assertThat(run)
          .isEqualTo(
              new Run(
                  "id-1",
                  "lane-1",
                  "FAILED",
                  "run",
                  "queue",
                  "crm",
                  true,
                  "answers",
                  "c-1",
                  "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                  "apps.json",
                  5_000_000_000L,
                  "abc",
                  6_000_000_000L,
                  "cmdb",
                  "crm",
                  "1.0.0",
                  "inbound",
                  "partial",
                  "d",
                  "[\"n\"]",
                  false,
                  "ledger",
                  "run-1",
                  "PENDING",
                  0L,
                  time(1),
                  time(2),
                  time(3),
                  time(10),
                  time(4),
                  time(5),
                  time(6),
                  time(7),
                  time(8),
                  Duration.ofMillis(10),
                  time(11),
                  Duration.ofMillis(12),
                  time(9),
                  "rate_limited",
                  "HTTP 429",
                  "r",
                  "a"));
      assertThat(run.failingKind()).isEqualTo(FailureKind.RATE_LIMITED);
    }

    private static Instant time(int millis) {
      return Runs.RECEIVED_AT.plusMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void booleansAreMappedFromEitherNumbersOrBooleans(boolean value) {
      jdbc.update("UPDATE leanix_run SET sent_as_dropped = ?, test = ?", value, value ? 1 : 0);

      assertThat(row().sentAsDropped()).isEqualTo(value);
      assertThat(row().test()).isEqualTo(value);
    }

    @Test
    void aTimeOfZeroIsNotNull() {
      jdbc.update("UPDATE leanix_run SET closed_at = 0");

      assertThat(row().closedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aRowWithoutAClassIsAMap() {
      Map<String, Object> columns = new HashMap<>();
      columns.put("id", "id-1");
      columns.put("channel", null);

      assertThat(jdbc.query("SELECT id, channel FROM leanix_run", mappers.newColumnRowMapper()))
          .hasSize(1)
          .first()
          .isEqualTo(columns);
    }

    private Run row() {
      return (Run)
          jdbc.queryForObject("SELECT * FROM leanix_run", mappers.newBeanRowMapper(Run.class));
    }
  }
}
