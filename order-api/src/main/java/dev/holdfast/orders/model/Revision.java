package dev.holdfast.orders.model;

/** Which state of an order this is; the newer one is greater. Shown as the ETag. */
public record Revision(int incarnation, int version) {

  /** Of an order that is not decided yet. */
  public static final Revision PENDING = new Revision(0, 0);

  /** Of an order that did not get into the log. A result that comes all the same is newer. */
  public static final Revision NOT_RECEIVED = new Revision(0, -1);

  @Override
  public String toString() {
    return equals(PENDING)
        ? "0"
        : equals(NOT_RECEIVED)
            ? "not-received"
            : incarnation + "-" + version;
  }
}
