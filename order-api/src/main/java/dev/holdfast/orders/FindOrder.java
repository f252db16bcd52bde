package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Opens references: whose order is meant, and may this account know? */
@Service
public class FindOrder {

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
   * not decided yet is not found; it has no price to pay either.
   */
  public Optional<OrderKey> ofAnybody(String reference) {
    return references.read(reference)
        .flatMap(orders::find)
        .filter(order -> references.open(reference, order.accountId()).isPresent())
        .map(ShownOrder::key);
  }
}
