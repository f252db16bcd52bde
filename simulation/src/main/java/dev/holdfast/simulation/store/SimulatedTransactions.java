package dev.holdfast.simulation.store;

import java.util.function.Supplier;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Begins and ends simulated transactions where the real {@code @Transactional} says so. */
public final class SimulatedTransactions extends AbstractPlatformTransactionManager {

  private final Supplier<Database> database;

  public SimulatedTransactions(Supplier<Database> database) {
    this.database = database;
  }

  @Override
  protected Object doGetTransaction() {
    return database.get();
  }

  @Override
  protected boolean isExistingTransaction(Object transaction) {
    return ((Database) transaction).current() != null;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    ((Database) transaction).begin();
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    database.get().commit();
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    database.get().rollback();
  }

  @Override
  protected void doSetRollbackOnly(DefaultTransactionStatus status) {
    database.get().rollback();
  }

  @Override
  protected void doCleanupAfterCompletion(Object transaction) {
    ((Database) transaction).forget();
  }
}
