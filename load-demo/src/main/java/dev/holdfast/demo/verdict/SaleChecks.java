package dev.holdfast.demo.verdict;

import dev.holdfast.demo.crowd.Attempt;
import dev.holdfast.demo.crowd.Attempt.Acceptance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Promises of a sale beyond the invariants: what somebody who buys or sells would ask for. */
public final class SaleChecks {

  private static final Set<String> OUT_OF_STOCK = Set.of("SOLD_OUT", "NOT_ENOUGH_LEFT");

  private final int tickets;
  private final List<Attempt> attempts;
  private final Outcome outcome;

  public SaleChecks(int tickets, List<Attempt> attempts, Outcome outcome) {
    this.tickets = tickets;
    this.attempts = attempts;
    this.outcome = outcome;
  }

  /** All of them; {@code finished} says whether every buyer reached the end of his story. */
  public List<Check> all(boolean persistent, boolean finished) {
    var checks = new ArrayList<Check>();
    checks.add(neverMoreThanThereAre());
    checks.add(firstComeGetTickets());
    checks.add(everybodyIsAccepted());
    checks.add(everybodyReachesTheEnd(finished));
    if (persistent) {
      checks.add(nothingIsStuck());
    }
    return checks;
  }

  private Check neverMoreThanThereAre() {
    int oversold = outcome.oversold(tickets);
    return new Check("I1", "at no moment are more tickets held or sold than there are", oversold,
        oversold == 0
            ? List.of()
            : List.of("%d of %d at the worst moment, %d at the end".formatted(
                outcome.peakAllocated(), tickets, outcome.allocated())));
  }

  private Check firstComeGetTickets() {
    int due = Math.min(tickets, outcome.firstWaveAsked());
    int difference = Math.abs(due - outcome.firstWaveHeld());
    return new Check("FIRST", "exactly the first to come get tickets", difference,
        difference == 0
            ? List.of()
            : List.of("%d got tickets, %d should have".formatted(outcome.firstWaveHeld(), due)));
  }

  private Check everybodyIsAccepted() {
    return Check.of("TAKEN", "every order was accepted in the end", attempts.stream()
        .filter(attempt -> attempt.acceptance() != Acceptance.ACCEPTED)
        .map(attempt -> "key %s: %s".formatted(attempt.key(), attempt.refusal() == null
            ? "no answer"
            : attempt.refusal()))
        .toList());
  }

  private Check everybodyReachesTheEnd(boolean finished) {
    var open = attempts.stream()
        .filter(attempt -> attempt.acceptance() == Acceptance.ACCEPTED)
        .filter(attempt -> attempt.seen().status().equals("HELD"))
        .map(attempt -> "order %s is still HELD".formatted(attempt.orderId()))
        .toList();
    return open.isEmpty() && !finished
        ? new Check("ENDED", "every buyer is served in time", 1,
            List.of("time ran out while buyers were waiting"))
        : Check.of("ENDED", "every buyer is served in time", open);
  }

  private Check nothingIsStuck() {
    boolean interested = attempts.stream()
        .anyMatch(attempt -> OUT_OF_STOCK.contains(String.valueOf(attempt.reason())));
    int sold = outcome.count("CONFIRMED");
    long unsold = interested ? Math.max(0, tickets - sold) : 0;
    return new Check("STOCK", "all tickets are sold while buyers stay interested", unsold,
        unsold == 0 ? List.of() : List.of("%d of %d sold".formatted(sold, tickets)));
  }
}
