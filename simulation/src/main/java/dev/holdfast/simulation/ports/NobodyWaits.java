package dev.holdfast.simulation.ports;

import dev.holdfast.orders.Orders;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What parked requests would look at; nobody is parked here. */
@Component
class NobodyWaits implements Orders {

  @Override
  public Optional<ShownOrder> find(OrderKey key) {
    return Optional.empty();
  }

  @Override
  public List<ShownOrder> findAll(Collection<OrderKey> keys) {
    return List.of();
  }

  @Override
  public boolean isMissing(OrderKey key, int shard, long progress) {
    return false;
  }

  @Override
  public List<ShownOrder> of(String accountId, int limit, @Nullable Place after) {
    return List.of();
  }
}
