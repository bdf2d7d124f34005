package io.github.leanixruns.ledger;

import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The files of open runs in the ledger, in parts, so that no file is in memory as a whole.
 *
 * @param <T> the record of a run's row
 */
public final class FileContents<T> {

  private static final int PART_BYTES = 512 * 1024;

  private final JdbcTemplate ledger;
  private final NamedParameterJdbcTemplate rows;
  private final TransactionTemplate transaction;
  private final RowMapper<T> run;

  public FileContents(Ledger ledger, Class<T> run) {
    this.ledger = new JdbcTemplate(ledger.dataSource());
    this.rows = new NamedParameterJdbcTemplate(this.ledger);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger.dataSource()));
    this.run = LedgerRowMapperFactory.of(run);
  }

  private record Part(long fileSize, String sha256, byte[] bytes) {
    boolean isIntact() {
      return Sha256.of(bytes).equals(sha256);
    }
  }

  /**
   * Inserts the row of a run together with its files, unless another node has inserted it.
   *
   * @param statement the name of the statement for the row
   * @param row the columns by name
   * @param files the files by name
   */
  public void insert(String statement, Map<String, Object> row, Map<String, Path> files) {
    transaction.executeWithoutResult(
        begun -> {
          // Camel marks parameters with :#
          if (rows.update(Sql.of(statement).replace(":#", ":"), row) > 0) {
            files.forEach((name, file) -> write((String) row.get("id"), name, file));
          }
        });
  }

  /** Keeps a file of a run. An earlier one of the same name is replaced. */
  public void put(String id, String name, Path file) {
    transaction.executeWithoutResult(begun -> write(id, name, file));
  }

  private void write(String id, String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      for (int part = 0; part == 0 || (long) part * PART_BYTES < size; part++) {
        byte[] bytes = in.readNBytes(PART_BYTES);
        ledger.update(Sql.of("put-file"), id, name, part, size, Sha256.of(bytes), bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a file of a run to a new file.
   *
   * @return false if it is not in the ledger
   * @throws IOException if it cannot be written, or is damaged in the ledger
   */
  public boolean get(String id, String name, Path target) throws IOException {
    Part part = part(id, name, 0);
    if (part == null) {
      return false;
    }
    long size = 0;
    long fileSize = part.fileSize();
    boolean intact = true;
    try (FileChannel file =
        OwnerOnly.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int number = 1; part != null; number++) {
        file.write(ByteBuffer.wrap(part.bytes()));
        intact &= part.isIntact();
        size += part.bytes().length;
        part = size < fileSize ? part(id, name, number) : null;
      }
      file.force(true);
    }
    if (size != fileSize || !intact) {
      throw new IOException("the ledger has other bytes of the file " + name + " than it had");
    }
    return true;
  }

  private Part part(String id, String name, int number) {
    return ledger
        .query(
            Sql.of("select-file"),
            (row, index) -> new Part(row.getLong(1), row.getString(2), row.getBytes(3)),
            id,
            name,
            number)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Deletes the files of a run. */
  public void delete(String id) {
    ledger.update(Sql.of("delete-files"), id);
  }

  /** Deletes the files of all runs that were closed before a time. */
  public void deleteClosed(long millis) {
    ledger.update(Sql.of("delete-files-of-closed-runs"), millis);
  }

  /** Returns those of the given runs that were closed before a time. */
  public List<T> closed(Iterable<String> ids, long millis) {
    return ledger.query(Sql.of("select-closed-runs"), run, String.join(",", ids), millis);
  }

  /** Returns the names of the nodes that use a work folder. */
  public List<String> nodesOf(String workFolder) {
    return ledger.queryForList(Sql.of("select-nodes-of-folder"), String.class, workFolder);
  }

  /** Returns the ids of the work folders of all nodes but one. */
  public List<String> workFoldersOfOthers(String node) {
    return ledger.queryForList(Sql.of("select-work-folders-of-others"), String.class, node);
  }
}
