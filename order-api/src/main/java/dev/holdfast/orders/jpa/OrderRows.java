package dev.holdfast.orders.jpa;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OrderRows extends Repository<OrderRow, OrderRowId> {

  @Query("SELECT o FROM OrderRow o WHERE o.id.eventId = :eventId AND o.id.orderId = :orderId")
  Optional<OrderRow> find(String eventId, UUID orderId);

  @NativeQuery("""
      SELECT o.*
        FROM unnest(CAST(:eventIds AS text[]), CAST(:orderIds AS uuid[])) AS k (event_id, order_id)
       CROSS JOIN LATERAL (
             SELECT *
               FROM order_view
              WHERE event_id = k.event_id
                AND order_id = k.order_id
             OFFSET 0) AS o
      """)
  List<OrderRow> findAll(String[] eventIds, UUID[] orderIds);

  @NativeQuery("""
      SELECT p.next_offset >= :progress AND o.order_id IS NULL
        FROM shard_position p
        LEFT JOIN order_view o ON o.event_id = :eventId AND o.order_id = :orderId
       WHERE p.shard = :shard
      """)
  Optional<Boolean> isMissing(String eventId, UUID orderId, int shard, long progress);

  @Query("""
      SELECT o
        FROM OrderRow o
       WHERE o.accountId = :accountId
       ORDER BY o.placedAt DESC, o.id.orderId DESC
      """)
  List<OrderRow> newest(String accountId, Limit limit);

  @Query("""
      SELECT o
        FROM OrderRow o
       WHERE o.accountId = :accountId
         AND (o.placedAt, o.id.orderId) < (:placedAt, :orderId)
       ORDER BY o.placedAt DESC, o.id.orderId DESC
      """)
  List<OrderRow> behind(String accountId, Instant placedAt, UUID orderId, Limit limit);
}
