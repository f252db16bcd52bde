package dev.holdfast.orders;

import dev.holdfast.orders.model.ShownOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Shows an account its decided orders, newest first, a page at a time. */
@Service
public class ListOrders {

  private final Orders orders;

  ListOrders(Orders orders) {
    this.orders = orders;
  }

  public List<ShownOrder> list(String accountId, int limit, Orders.@Nullable Place after) {
    return orders.of(accountId, limit, after);
  }
}
