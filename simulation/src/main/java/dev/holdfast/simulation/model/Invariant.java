package dev.holdfast.simulation.model;

/** What must hold at every commit, or at the end when nothing is on its way any more. */
public enum Invariant {
  /** Capacity = available + held + sold, and equals the sums over orders. */
  I1,
  /** The ledger is gapless, its balances add up and are never negative. */
  I2,
  /** Nobody is refused for stock while enough is available or an overdue hold could be released. */
  I3,
  /** First come, first served. */
  I4,
  /** CONFIRMED means exactly one applied payment. */
  I5,
  /** Only legal moves; an order's version counts its ledger rows. */
  I6,
  /** Every record below the cursor is decided, and all of them in the end. */
  I8,
  /** In the end results topic, view and inventory say the same, with nothing missing. */
  I9,
  /** Nobody gets more than the limit. */
  I10,
  /** A status never goes backwards, and progress never runs ahead of what it promises. */
  I11,
  /** No payment appended before the end of its hold is judged late. */
  I12,
  /** No two transactions wait for each other. */
  NO_DEADLOCK,
  /** Keys, checks and row counts are never needed, and nothing else fails unforeseen. */
  NO_SURPRISE,
  /** Once faults end, everything comes to rest. */
  DRAINS
}
