package dev.holdfast.inventory;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.localstack.LocalStack;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of one test class, with schema {@code inventory} as its owner migrates it. */
public final class InventoryDatabase {

  public static final String TOPIC = "purchase-requests";

  private static final String CLEAR =
      """
      TRUNCATE inventory.cursor, inventory.event, inventory.orders, inventory.payment,
               inventory.ledger, inventory.publication, inventory.quarantine,
               inventory.release_halt
      """;

  private static final String ADD_CURSOR =
      """
      INSERT INTO inventory.cursor (shard, topic, topic_id, next_offset, applied_until)
      VALUES (:shard, :topic, '00000000-0000-0000-0000-000000000001', 0, 'epoch')
      """;

  private final String name;
  private final HikariDataSource superusers = new HikariDataSource();

  private InventoryDatabase(String name) {
    this.name = name;
    superusers.setJdbcUrl(url());
    superusers.setUsername("postgres");
    superusers.setMaximumPoolSize(3);
    superusers.setMinimumIdle(0);
  }

  /** A new database; one of the same name is dropped. */
  public static InventoryDatabase create(String name) {
    var database = empty(name);
    database.migrate();
    return database;
  }

  /** A new database without tables. */
  public static InventoryDatabase empty(String name) {
    LocalStack.shared().createDatabase(name);
    return new InventoryDatabase(name);
  }

  /** Makes the tables, as {@code inventory-worker} does at its start. */
  public void migrate() {
    Flyway.configure()
        .dataSource(as("inventory"))
        .locations("classpath:db/migration/inventory")
        .defaultSchema("inventory")
        .createSchemas(false)
        .load()
        .migrate();
  }

  public String url() {
    return LocalStack.shared().jdbcUrl(name);
  }

  /** Connections of a role, without a pool. */
  public DataSource as(String role) {
    return LocalStack.shared().dataSource(name, role);
  }

  /** Everything is allowed: for what a test must see or spoil. */
  public JdbcClient superuser() {
    return JdbcClient.create(superusers);
  }

  /** Empties all tables and makes cursors of shards 0 and 1, at offset 0. */
  public void clear() {
    superuser().sql(CLEAR).update();
    for (int shard = 0; shard < 2; shard++) {
      superuser().sql(ADD_CURSOR).param("shard", shard).param("topic", TOPIC).update();
    }
  }

  public long count(String table) {
    return superuser().sql("SELECT count(*) FROM inventory." + table)
        .query((rs, number) -> rs.getLong(1))
        .single();
  }
}
