package dev.holdfast.messages;

/** Tickets of an event, or a change of them: capacity = available + held + sold. */
public record Balance(int capacity, int available, int held, int sold) {

  public Balance {
    if (capacity != available + held + sold) {
      throw new IllegalArgumentException(
          "Balance does not add up: %d available + %d held + %d sold of %d"
              .formatted(available, held, sold, capacity));
    }
  }

  /** This balance after {@code change}. */
  public Balance plus(Balance change) {
    return new Balance(capacity + change.capacity, available + change.available,
        held + change.held, sold + change.sold);
  }
}
