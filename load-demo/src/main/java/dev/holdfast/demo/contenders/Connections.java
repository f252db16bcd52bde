package dev.holdfast.demo.contenders;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The line in front of the database connections. Thousands of virtual threads would spin in the
 * pool's own (HikariCP #2398).
 */
@Component
class Connections {

  private static final int ALL = 32;

  private final HikariDataSource pool;
  private final TransactionTemplate transaction;
  private volatile Semaphore free = new Semaphore(ALL);

  Connections(TransactionTemplate transaction, HikariDataSource pool) {
    this.pool = pool;
    this.transaction = transaction;
  }

  /** Does {@code work} when a connection is free for it. */
  <T> T use(Supplier<T> work) {
    var taken = free;
    taken.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      taken.release();
    }
  }

  /** Does {@code work} in one transaction when a connection is free for it. */
  <T> T transact(TransactionCallback<T> work) {
    return use(() -> Objects.requireNonNull(transaction.execute(work)));
  }

  /**
   * At most {@code count} at once from now on; work that is under way is not counted. The server's
   * connections are for all contenders: those that are idle now are given back.
   */
  void limit(int count) {
    if (count < 1 || count > ALL) {
      throw new IllegalArgumentException("1 to %d connections, not %d".formatted(ALL, count));
    }
    free = new Semaphore(count);
    if (pool.isRunning()) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }
}
