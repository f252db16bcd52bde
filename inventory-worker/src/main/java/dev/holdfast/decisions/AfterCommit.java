package dev.holdfast.decisions;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is said and counted only once it is true: a batch that is rolled back is decided again. */
final class AfterCommit {

  private AfterCommit() {}

  /** Runs {@code work} when the transaction at hand is committed, and never if it is not. */
  static void run(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        work.run();
      }
    });
  }
}
