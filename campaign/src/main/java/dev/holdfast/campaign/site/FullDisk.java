package dev.holdfast.campaign.site;

import dev.holdfast.localstack.LocalCluster;
import java.sql.SQLException;
import javax.sql.DataSource;

/** PostgreSQL's files can't grow any more; where that can't be done, nothing happens. */
final class FullDisk implements Damage {

  // Nearly empty pages: the tables of a sale of seconds are as long as the limit, and must grow.
  private static final String SWELL =
      """
      ALTER TABLE inventory.ledger SET (fillfactor = 10);
      ALTER TABLE inventory.orders SET (fillfactor = 10);
      ALTER TABLE orders.order_view SET (fillfactor = 10)
      """;

  private final LocalCluster cluster;
  private volatile boolean happened;

  FullDisk(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** Has the tables grow soon; they must be there. */
  static void prepare(DataSource superuser) {
    try (var connection = superuser.getConnection(); var statement = connection.createStatement()) {
      statement.execute(SWELL);
    } catch (SQLException e) {
      throw new IllegalStateException("The tables can't be made to grow soon", e);
    }
  }

  @Override
  public void happen() {
    happened = cluster.fillDisk();
  }

  @Override
  public void heal() {
    if (happened) {
      cluster.freeDisk();
    }
  }

  @Override
  public boolean happened() {
    return happened;
  }
}
