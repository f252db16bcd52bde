package dev.holdfast.orders.model;

/** Which state of an order this is; the newer one is greater. Shown as the ETag. */
public record Revision(int incarnation, int version) {

  /** Of an order that is not decided yet. */
  public static final Revision PENDING = new Revision(0, 0);

  @Override
  public String toString() {
    return equals(PENDING) ? "0" : incarnation + "-" + version;
  }
}
