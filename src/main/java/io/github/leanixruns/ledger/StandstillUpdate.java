package io.github.leanixruns.ledger;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Records in the row of a run the time in which it was not processed.
 *
 * @param <T> the record of a row
 */
public final class StandstillUpdate<T> {

  private final JdbcTemplate ledger;
  private final RowMapper<T> row;

  public StandstillUpdate(Ledger ledger, Class<T> row) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.row = LedgerRowMapperFactory.of(row);
  }

  /**
   * Records the milliseconds that do not count from the last measurement to this one, and the delay
   * that is planned; returns the row.
   */
  public T record(String id, long millis, Instant measuredAt, long plannedMillis) {
    return ledger.queryForObject(
        Sql.of("record-standstill"),
        row,
        millis,
        millis,
        millis,
        measuredAt.toEpochMilli(),
        plannedMillis,
        id);
  }
}
