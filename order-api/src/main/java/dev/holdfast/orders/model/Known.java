package dev.holdfast.orders.model;

import java.util.Optional;
import java.util.Set;

/**
 * What a client says it has of an order.
 *
 * @param revisions the ones it named
 * @param anything whether it has whatever there is
 */
public record Known(Set<Revision> revisions, boolean anything) {

  /** The client did not say: it may have seen any state of the order, or none. */
  public static final Known NOTHING = new Known(Set.of(), false);

  public static Known of(Revision revision) {
    return new Known(Set.of(revision), false);
  }

  public boolean has(Revision revision) {
    return anything || revisions.contains(revision);
  }

  /**
   * Whether the client says that it has seen nothing newer than {@code revision}: then it may be
   * shown this one, though there may be a newer one elsewhere.
   */
  public boolean endsAt(Revision revision) {
    return newest().filter(newest -> newest.compareTo(revision) <= 0).isPresent();
  }

  private Optional<Revision> newest() {
    return anything ? Optional.empty() : revisions.stream().max(Revision::compareTo);
  }
}
