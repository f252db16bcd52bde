package dev.holdfast.audit;

/** What Holdfast promises; I11, what the client saw, takes the client's own ledger. */
public enum Promise {
  I1("capacity = available + held + sold, and equals the sums over orders"), I2(
      "the ledger is gapless, every balance follows from the one before, its head is the event row"), I3(
          "nobody is refused for stock or limit while enough was available or overdue"), I4(
              "first come, first served: decisions follow the log, one shard per event"), I5(
                  "CONFIRMED if and only if exactly one payment of that amount is applied"), I6(
                      "only legal moves; an order's version is the number of its ledger rows"), I7(
                          "no hold is overdue while its shard is being applied"), I8(
                              "every request below the cursor is decided once, and nothing at or beyond it"), I9(
                                  "what clients are shown and the topic says is what the inventory says"), I10(
                                      "limits and sale window are kept; every payment is applied or refund due"), I11(
                                          "what clients were told is true: every 202 is in the log or decided, no refusal is"), I12(
                                              "no payment in time was judged late; no hold ended early");

  private final String text;

  Promise(String text) {
    this.text = text;
  }

  /** The promise in words. */
  public String text() {
    return text;
  }
}
