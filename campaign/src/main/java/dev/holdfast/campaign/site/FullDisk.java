package dev.holdfast.campaign.site;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** PostgreSQL can't write more; where that can't be done, nothing happens. */
final class FullDisk implements Damage {

  // Nearly empty pages: the tables of a sale of seconds are as long as the limit, and must grow.
  private static final String SWELL =
      """
      ALTER TABLE inventory.ledger SET (fillfactor = 10);
      ALTER TABLE inventory.orders SET (fillfactor = 10);
      ALTER TABLE orders.order_view SET (fillfactor = 10)
      """;

  private final Site site;
  private final BooleanSupplier filling;
  private final Runnable freeing;
  private volatile boolean happened;

  private FullDisk(Site site, BooleanSupplier filling, Runnable freeing) {
    this.site = site;
    this.filling = filling;
    this.freeing = freeing;
  }

  /** No room is left for anything, the write-ahead log included. */
  static FullDisk of(Site site) {
    var cluster = site.cluster();
    return new FullDisk(site, cluster::fillDisk, cluster::freeDisk);
  }

  /** No file grows any more. */
  static FullDisk ofShortFiles(Site site) {
    var cluster = site.cluster();
    return new FullDisk(site, cluster::limitFiles, cluster::letFilesGrow);
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
    happened = filling.getAsBoolean();
  }

  @Override
  public void heal() throws InterruptedException {
    if (happened) {
      freeing.run();
      // It may be about to give up at this moment.
      site.operator().untilItWorks("SELECT 1", site.cluster()::restartPostgresIfEnded);
    }
  }

  @Override
  public boolean happened() {
    return happened;
  }
}
