package io.github.leanixruns.ledger;

import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Records in the row of a run the time in which it was not processed.
 *
 * @param <T> the record of a row
 */
public final class StandstillUpdate<T> {

  private final JdbcTemplate ledger;
  private final Clock clock;
  private final RowMapper<T> row;

  public StandstillUpdate(Ledger ledger, Clock clock, Class<T> row) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.clock = clock;
    this.row = LedgerRowMapperFactory.of(row);
  }

  /**
   * Records the milliseconds since the last measurement that do not count, and the delay that is
   * planned; returns the row.
   */
  public T record(String id, long millis, long plannedMillis) {
    return ledger.queryForObject(
        Sql.of("record-standstill"),
        row,
        millis,
        millis,
        millis,
        clock.millis(),
        plannedMillis,
        id);
  }
}
