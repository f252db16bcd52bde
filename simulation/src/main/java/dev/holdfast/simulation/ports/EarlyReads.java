package dev.holdfast.simulation.ports;

import dev.holdfast.inventory.model.Order;
import dev.holdfast.simulation.world.Playing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** For one mutation: the orders as each actor saw them before it locked its events. */
@Component
class EarlyReads {

  private final Playing playing;
  private final Map<String, Map<UUID, Order>> seen = new HashMap<>();

  EarlyReads(Playing playing) {
    this.playing = playing;
  }

  void keep(Collection<Order> orders) {
    var byId = new HashMap<UUID, Order>();
    orders.forEach(order -> byId.put(order.id(), order));
    seen.put(playing.world().scheduler().actor(), byId);
  }

  /** The order as it was seen then. */
  Order then(Order now) {
    return seen.getOrDefault(playing.world().scheduler().actor(), Map.of())
        .getOrDefault(now.id(), now);
  }
}
