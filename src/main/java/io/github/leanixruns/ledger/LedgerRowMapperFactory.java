package io.github.leanixruns.ledger;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.sql.RowMapperFactory;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;

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

  /** Spring's mapper of records costs several times as much. */
  private static final class RecordMapper<T> implements RowMapper<T> {

    private final List<RecordComponent> components;
    private final List<String> columns;
    private final Constructor<T> constructor;

    RecordMapper(Class<T> mappedClass) {
      components = List.of(mappedClass.getRecordComponents());
      columns =
          components.stream()
              .map(component -> JdbcUtils.convertPropertyNameToUnderscoreName(component.getName()))
              .toList();
      try {
        constructor =
            mappedClass.getConstructor(
                components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(mappedClass + " is not a public record", e);
      }
    }

    @Override
    public T mapRow(ResultSet row, int number) throws SQLException {
      Object[] values = new Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(row, row.findColumn(columns.get(i)), components.get(i).getType());
      }
      try {
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Object value(ResultSet row, int index, Class<?> type) throws SQLException {
      if (type != Instant.class && type != Duration.class) {
        return JdbcUtils.getResultSetValue(row, index, type);
      }
      long millis = row.getLong(index);
      if (row.wasNull()) {
        return null;
      }
      return type == Instant.class ? Instant.ofEpochMilli(millis) : Duration.ofMillis(millis);
    }
  }
}
