package dev.holdfast.demo.contenders;

import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;

/** The lock is in the application, one per event: buyers do not queue on a database row. */
@Service
@Profile({"event-lock", "redis-lock"})
class LockPerEvent implements Purchases {

  private final EventLocks locks;
  private final Tables tables;
  private final Connections connections;

  LockPerEvent(EventLocks locks, JdbcClient jdbc, Connections connections) {
    this.locks = locks;
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
    return locks.guard(wish.eventId(),
        () -> connections.transact(transaction -> decide(wish, transaction)));
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
