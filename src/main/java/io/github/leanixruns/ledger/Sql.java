package io.github.leanixruns.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads statements from {@code src/main/resources/sql}, as the routes do. */
final class Sql {

  private static final Map<String, String> READ = new ConcurrentHashMap<>();

  private Sql() {}

  static String of(String name) {
    return READ.computeIfAbsent(name, Sql::read);
  }

  private static String read(String name) {
    try (InputStream in = Sql.class.getResourceAsStream("/sql/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("sql/" + name + ".sql", e);
    }
  }
}
