package dev.holdfast.simulation.world;

import dev.holdfast.orders.Positions.Position;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ProjectedEvent;
import dev.holdfast.orders.model.ProjectedOrder;
import dev.holdfast.simulation.store.Database;
import dev.holdfast.simulation.store.Table;

/** The tables of schema {@code orders}, of one shard. */
public record Views(
    Table<Integer, Position> positions, Table<OrderKey, ProjectedOrder> orders,
    Table<String, ProjectedEvent> events) {

  static Views in(Database database) {
    return new Views(database.table("shard_position"), database.table("order_view"),
        database.table("event_view"));
  }
}
