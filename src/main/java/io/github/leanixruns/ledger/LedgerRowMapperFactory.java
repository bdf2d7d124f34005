package io.github.leanixruns.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.sql.RowMapperFactory;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;

/**
 * Maps rows of the ledger to records; a time is stored as milliseconds since 1970, a duration as
 * milliseconds.
 */
public final class LedgerRowMapperFactory implements RowMapperFactory {

  // Camel asks for each statement, and a mapper inspects its class
  private final Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>();

  @Override
  public RowMapper<?> newColumnRowMapper() {
    return new ColumnMapRowMapper();
  }

  @Override
  public RowMapper<?> newBeanRowMapper(Class<?> mappedClass) {
    return mappers.computeIfAbsent(mappedClass, LedgerRowMapperFactory::of);
  }

  static <T> RowMapper<T> of(Class<T> mappedClass) {
    return new RecordMapper<>(mappedClass);
  }

  private static final class RecordMapper<T> extends DataClassRowMapper<T> {

    RecordMapper(Class<T> mappedClass) {
      super(mappedClass);
    }

    @Override
    protected Object getColumnValue(ResultSet row, int index, Class<?> type) throws SQLException {
      if (type != Instant.class && type != Duration.class) {
        return super.getColumnValue(row, index, type);
      }
      long millis = row.getLong(index);
      if (row.wasNull()) {
        return null;
      }
      return type == Instant.class ? Instant.ofEpochMilli(millis) : Duration.ofMillis(millis);
    }
  }
}
