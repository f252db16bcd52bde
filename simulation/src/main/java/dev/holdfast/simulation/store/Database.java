package dev.holdfast.simulation.store;

import static java.util.Objects.requireNonNull;

import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Violation;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.stage.Stage;
import dev.holdfast.simulation.store.Transaction.RowId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tables with READ COMMITTED transactions: a statement sees what is committed when it runs, a
 * locked row makes others wait, a broken connection rolls back.
 */
public final class Database {

  private final Stage stage;
  private final Map<String, Transaction> transactions = new HashMap<>();
  private final Map<RowId, Transaction> owners = new HashMap<>();
  private boolean constrained = true;
  private Consumer<Collection<Write<?, ?>>> witness = writes -> {};

  public Database(Stage stage) {
    this.stage = stage;
  }

  /** From now on no key, check or row count refuses a write: the protocol stands alone. */
  public void dropConstraints() {
    constrained = false;
  }

  /** Whether keys, checks and row counts are the second line of defence. */
  public boolean isConstrained() {
    return constrained;
  }

  public <K, V> Table<K, V> table(String name) {
    return new Table<>(name, this);
  }

  /** Who is to look at every commit. */
  public void watch(Consumer<Collection<Write<?, ?>>> everyCommit) {
    witness = everyCommit;
  }

  /** A statement begins: anybody else may act before it, and the connection may be gone. */
  public void statement(String what, @Nullable Object about) {
    stage.scheduler().step(what, about);
    var transaction = current();
    if (transaction != null && transaction.over) {
      throw new Broken("the transaction was rolled back");
    }
    if (stage.faults().strikes(Fault.CUT)) {
      stage.scheduler().note("LOSES its connection");
      rollback();
      throw new Broken("the connection was cut");
    }
  }

  public void statement(String what) {
    statement(what, null);
  }

  /** A statement that is a transaction of its own. */
  public void autoCommit(Runnable writes) {
    begin();
    try {
      writes.run();
      commit();
    } finally {
      rollback();
      forget();
    }
  }

  void begin() {
    transactions.put(stage.scheduler().actor(), new Transaction());
  }

  void commit() {
    var transaction = required();
    stage.scheduler().step("commits");
    if (transaction.over || stage.faults().strikes(Fault.COMMIT_FAILS)) {
      stage.scheduler().note("can't commit");
      rollback();
      throw new Broken("the commit failed");
    }
    transaction.writes.values().forEach(Write::apply);
    finish(transaction);
    stage.scheduler().note("committed", transaction.writes.keySet().size());
    witness.accept(List.copyOf(transaction.writes.values()));
    stage.scheduler().step("hears that it is committed");
    if (stage.faults().strikes(Fault.COMMIT_REPLY_LOST)) {
      stage.scheduler().note("does NOT HEAR that it is committed");
      throw new Broken("the answer to the commit was lost");
    }
  }

  void rollback() {
    var transaction = current();
    if (transaction != null && !transaction.over) {
      finish(transaction);
    }
  }

  void forget() {
    transactions.remove(stage.scheduler().actor());
  }

  @Nullable
  Transaction current() {
    return transactions.get(stage.scheduler().actor());
  }

  Transaction required() {
    return requireNonNull(current(), "no transaction");
  }

  boolean isFree(RowId row) {
    return isFree(row, required());
  }

  void lock(RowId row) {
    var transaction = required();
    if (!isFree(row, transaction)) {
      transaction.waitingFor = row;
      refuseDeadlock(transaction);
      var impatient = stage.faults().strikes(Fault.LOCK_TIMEOUT);
      stage.scheduler()
          .await("waits for", row,
              () -> impatient || isFree(row, transaction));
      transaction.waitingFor = null;
      if (!isFree(row, transaction) || transaction.over) {
        stage.scheduler().note("GIVES UP waiting for", row);
        rollback();
        throw new Broken("the lock was not given in time");
      }
    }
    owners.put(row, transaction);
    transaction.locks.add(row);
  }

  // Whoever waits is asked while somebody else acts: it is not the actor's transaction that counts.
  private boolean isFree(RowId row, Transaction transaction) {
    var owner = owners.get(row);
    return owner == null || owner == transaction;
  }

  private void refuseDeadlock(Transaction first) {
    var waiting = first;
    while (waiting != null && waiting.waitingFor != null) {
      waiting = owners.get(waiting.waitingFor);
      Violation.unless(waiting != first, Invariant.NO_DEADLOCK, stage.scheduler().actor(),
          "waits in a circle for", first.waitingFor);
    }
  }

  private void finish(Transaction transaction) {
    transaction.over = true;
    transaction.locks.forEach(owners::remove);
  }
}
