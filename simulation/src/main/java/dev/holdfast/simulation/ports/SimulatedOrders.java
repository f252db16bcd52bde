package dev.holdfast.simulation.ports;

import static java.util.Comparator.comparing;

import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.world.Playing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

@Component
class SimulatedOrders implements Orders {

  private final Playing playing;
  private final EarlyReads earlyReads;

  SimulatedOrders(Playing playing, EarlyReads earlyReads) {
    this.playing = playing;
    this.earlyReads = earlyReads;
  }

  @Override
  public List<Keyed> find(int shard, Set<Key> keys) {
    playing.world().database().statement("reads orders", keys.size());
    return rows().filter(row -> keys.contains(new Key(row.eventId(), row.order().id()))).toList();
  }

  @Override
  public List<Keyed> overdue(int shard, Collection<String> eventIds, Instant until, int limit) {
    playing.world().database().statement("reads holds that ended by", until);
    return eventIds.stream()
        .flatMap(eventId -> rows()
            .filter(row -> row.eventId().equals(eventId) && ended(row, until))
            .sorted(comparing(row -> ((Held) row.order()).holdUntil()))
            .limit(limit))
        .toList();
  }

  @Override
  public List<Keyed> expire(int shard, Collection<String> eventIds, Instant until, int limit) {
    var world = playing.world();
    var ended = overdue(shard, eventIds, until, limit);
    world.database().statement("writes orders as expired");
    ended.forEach(row -> world.inventory()
        .orders()
        .update(new Key(row.eventId(), row.order().id()), ((Held) row.order()).expire()));
    return ended;
  }

  @Override
  public List<Keyed> overdueOf(int shard, Set<Buyer> buyers, Instant until) {
    if (buyers.isEmpty()) {
      return List.of();
    }
    playing.world().database().statement("reads holds of buyers that ended by", until);
    return rows()
        .filter(row -> ended(row, until)
            && buyers.contains(new Buyer(row.eventId(), row.order().facts().accountId())))
        .toList();
  }

  @Override
  public void save(int shard, Collection<EventBook> books) {
    var world = playing.world();
    world.database().statement("writes orders");
    for (var book : books) {
      book.createdOrders()
          .stream()
          .sorted(comparing(Order::id))
          .forEach(order -> world.inventory().orders().insert(key(book, order.id()), order));
      book.movedOrders()
          .stream()
          .sorted(comparing(Order::id))
          .forEach(order -> world.inventory().orders().update(key(book, order.id()), order));
    }
  }

  private Stream<Keyed> rows() {
    var world = playing.world();
    return world.inventory()
        .orders()
        .entries()
        .stream()
        .map(
            row -> new Keyed(row.getKey().eventId(),
                world.has(Mutation.READ_BEFORE_EVENT_LOCK)
                    ? earlyReads.then(row.getValue())
                    : row.getValue()));
  }

  private static boolean ended(Keyed row, Instant until) {
    return row.order() instanceof Held held && !held.holdUntil().isAfter(until);
  }

  private static Key key(EventBook book, UUID orderId) {
    return new Key(book.eventId(), orderId);
  }
}
