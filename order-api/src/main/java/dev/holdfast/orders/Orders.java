package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decided orders, as projected so far. */
public interface Orders {

  Optional<ShownOrder> find(OrderKey key);

  /** Those of {@code keys} that are decided, in one query. */
  List<ShownOrder> findAll(Collection<OrderKey> keys);

  /** Whether, at one moment, {@code progress} of the shard is decided and the order is not. */
  boolean isMissing(OrderKey key, int shard, long progress);

  /** Up to {@code limit} orders of an account, newest first, from behind {@code after} on. */
  List<ShownOrder> of(String accountId, int limit, @Nullable Place after);

  /** Where a page of an account's orders ended. */
  record Place(Instant placedAt, UUID orderId) {}
}
