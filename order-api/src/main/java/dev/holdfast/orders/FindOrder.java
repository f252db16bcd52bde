package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Opens references: whose order is meant, and may this account know? */
@Service
public class FindOrder {

  private static final String NOBODY = "nobody";

  private final References references;
  private final Orders orders;

  FindOrder(References references, Orders orders) {
    this.references = references;
    this.orders = orders;
  }

  /** The owner's order, proved by the reference alone, decided or not. */
  public Optional<OrderKey> ofOwner(String reference, String accountId) {
    return references.open(reference, accountId);
  }

  /**
   * Anybody's order, for the payment service. Only the view knows whose it is, so an order that is
   * not decided yet is not found; it has no price to pay either. A forged reference costs the same
   * look and the same proof whether there is such an order or not, so that nobody can time it.
   */
  public Optional<OrderKey> ofAnybody(String reference) {
    return references.read(reference).flatMap(key -> {
      var accountId = orders.find(key).map(ShownOrder::accountId);
      var proven = references.open(reference, accountId.orElse(NOBODY));
      return accountId.isPresent() ? proven : Optional.empty();
    });
  }
}
