package io.github.leanixruns.settings;

import io.github.leanixruns.testsupport.PostgresExtension;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.sql.SqlComponent;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same search with a ledger in PostgreSQL, whose URL contains a password. */
class SecretSearchInPostgresTest extends SecretSearchTest {

  private static final String PASSWORD = "recognisable-ledger-password";

  @RegisterExtension private static final PostgresExtension POSTGRES = new PostgresExtension();

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = super.settings();
    settings.put(
        "leanix.ledger.url",
        POSTGRES.server().getJdbcUrl("postgres", "postgres") + "&password=" + PASSWORD);
    settings.put("leanix.node", "node-1");
    return settings;
  }

  @Override
  protected List<String> ledgerSecrets() {
    return List.of(PASSWORD);
  }

  @Override
  protected String ledger() {
    JdbcTemplate ledger =
        new JdbcTemplate(context.getComponent("sql", SqlComponent.class).getDataSource());
    return ledger.queryForList("SELECT * FROM leanix_run").toString();
  }
}
