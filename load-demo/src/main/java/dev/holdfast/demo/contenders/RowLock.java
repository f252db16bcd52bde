package dev.holdfast.demo.contenders;

import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The direct design: every purchase is one transaction that locks the event row, decrements it and
 * records the order, by JPA as most would write it.
 */
@Service
@Profile("row-lock")
class RowLock implements Purchases {

  private final EventRows events;
  private final OrderRows orders;
  private final Tables tables;
  private final Connections connections;

  RowLock(
      EventRows events,
      OrderRows orders,
      JdbcClient jdbc,
      Connections connections) {
    this.events = events;
    this.orders = orders;
    this.tables = new Tables(jdbc);
    this.connections = connections;
  }

  @Override
  public void open(String eventId, int capacity) {
    connections.transact(_ -> tables.open(eventId, capacity));
  }

  @Override
  public Answer buy(Wish wish) {
    try {
      return connections.transact(_ -> decide(wish));
    } catch (DataIntegrityViolationException e) {
      return find(wish.key(), wish.account()).orElseThrow(() -> e);
    }
  }

  @Override
  public Optional<Answer> find(UUID key, String account) {
    return connections.transact(_ -> orders.findById(key))
        .filter(order -> order.isOf(account))
        .map(OrderRow::toAnswer);
  }

  private Answer decide(Wish wish) {
    var event = events.lock(wish.eventId()).orElseThrow(() -> Tables.unknown(wish.eventId()));
    var status = event.take(wish.quantity()) ? Status.HELD : Status.REJECTED;
    return orders.save(new OrderRow(wish, status)).toAnswer();
  }
}
