package dev.holdfast.demo.contenders;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;

/**
 * The lock is in the application, one per event: buyers queue in memory and not on a database row.
 *
 * <p>Safe in one process only; a second one would need a lock that both share.
 */
@Service
@Profile("event-lock")
class LockPerEvent implements Purchases {

  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Tables tables;
  private final Connections connections;

  LockPerEvent(JdbcClient jdbc, Connections connections) {
    this.tables = new Tables(jdbc);
    this.connections = connections;
  }

  @Override
  public void open(String eventId, int capacity) {
    tables.open(eventId, capacity);
  }

  /** The lock goes round the whole transaction: released before the commit it would protect nothing. */
  @Override
  public Answer buy(Wish wish) {
    var lock = locks.computeIfAbsent(wish.eventId(), _ -> new ReentrantLock());
    lock.lock();
    try {
      return connections.transact(transaction -> decide(wish, transaction));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Answer> find(UUID key, String account) {
    return connections.use(() -> tables.find(key, account));
  }

  private Answer decide(Wish wish, TransactionStatus transaction) {
    if (wish.quantity() > tables.left(wish.eventId()).available()) {
      return tables.record(wish, Status.REJECTED) ? wish.rejected() : first(wish);
    }
    tables.take(wish);
    if (!tables.record(wish, Status.HELD)) {
      // What it took goes back; the answer is the one given before.
      transaction.setRollbackOnly();
      return first(wish);
    }
    return wish.held();
  }

  private Answer first(Wish wish) {
    return tables.find(wish.key(), wish.account()).orElseThrow(() -> Tables.taken(wish));
  }
}
