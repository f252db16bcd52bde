package dev.holdfast.demo.contenders;

import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;

/**
 * Optimistic: look without a lock, then update the row only if nobody has since; otherwise look
 * again after a pause, until there is an answer.
 */
@Service
@Profile("optimistic")
class OptimisticVersion implements Purchases {

  private final Tables tables;
  private final Connections connections;

  OptimisticVersion(JdbcClient jdbc, Connections connections) {
    this.tables = new Tables(jdbc);
    this.connections = connections;
  }

  @Override
  public void open(String eventId, int capacity) {
    tables.open(eventId, capacity);
  }

  @Override
  public Answer buy(Wish wish) {
    for (int attempts = 1;; attempts++) {
      var answer = connections.transact(transaction -> attempt(wish, transaction));
      if (answer.isPresent()) {
        return answer.get();
      }
      Pause.after(attempts);
    }
  }

  @Override
  public Optional<Answer> find(UUID key, String account) {
    return connections.use(() -> tables.find(key, account));
  }

  /** Nothing if somebody was faster. */
  private Optional<Answer> attempt(Wish wish, TransactionStatus transaction) {
    var left = tables.left(wish.eventId());
    if (wish.quantity() > left.available()) {
      return tables.record(wish, Status.REJECTED) ? Optional.of(wish.rejected()) : first(wish);
    }
    if (!tables.takeAt(left.version(), wish)) {
      return Optional.empty();
    }
    if (!tables.record(wish, Status.HELD)) {
      transaction.setRollbackOnly();
      return first(wish);
    }
    return Optional.of(wish.held());
  }

  private Optional<Answer> first(Wish wish) {
    return Optional.of(
        tables.find(wish.key(), wish.account()).orElseThrow(() -> Tables.taken(wish)));
  }
}
