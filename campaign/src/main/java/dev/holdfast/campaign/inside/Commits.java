package dev.holdfast.campaign.inside;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** The points right before and right after the commit of each use case that must not lose one. */
final class Commits implements TransactionExecutionListener {

  private static final Map<String, String> ROLES = Map.of(
      "dev.holdfast.decisions.DecideBatch.decide", "worker",
      "dev.holdfast.expiry.ReleaseDueHolds.release", "expiry",
      "dev.holdfast.orders.ProjectResults.project", "projector");

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    reach(transaction, "before");
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    reach(transaction, "after");
  }

  private static void reach(TransactionExecution transaction, String when) {
    var role = ROLES.get(transaction.getTransactionName());
    if (role != null) {
      Orders.reach("%s-%s-commit".formatted(role, when));
    }
  }
}
