package dev.holdfast.orders.jpa;

import dev.holdfast.orders.Orders;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;

@Repository
class JpaOrders implements Orders {

  private final OrderRows rows;

  JpaOrders(OrderRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<ShownOrder> find(OrderKey key) {
    return rows.find(key.eventId(), key.orderId()).map(OrderRow::toOrder);
  }

  @Override
  public List<ShownOrder> findAll(Collection<OrderKey> keys) {
    var eventIds = keys.stream().map(OrderKey::eventId).toArray(String[]::new);
    var orderIds = keys.stream().map(OrderKey::orderId).toArray(UUID[]::new);
    return rows.findAll(eventIds, orderIds).stream().map(OrderRow::toOrder).toList();
  }

  @Override
  public boolean isMissing(OrderKey key, int shard, long progress) {
    return rows.isMissing(key.eventId(), key.orderId(), shard, progress).orElse(false);
  }

  @Override
  public List<ShownOrder> of(String accountId, int limit, @Nullable Place after) {
    var page = after == null
        ? rows.newest(accountId, Limit.of(limit))
        : rows.behind(accountId, after.placedAt(), after.orderId(), Limit.of(limit));
    return page.stream().map(OrderRow::toOrder).toList();
  }
}
