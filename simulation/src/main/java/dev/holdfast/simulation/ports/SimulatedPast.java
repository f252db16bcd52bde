package dev.holdfast.simulation.ports;

import static java.util.Objects.requireNonNull;

import dev.holdfast.decisions.Past;
import dev.holdfast.inventory.Orders.Buyer;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.simulation.world.Playing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
class SimulatedPast implements Past {

  private final Playing playing;

  SimulatedPast(Playing playing) {
    this.playing = playing;
  }

  @Override
  public List<KnownPayment> payments(int shard, Set<PaymentKey> keys) {
    playing.world().database().statement("reads payments", keys.size());
    return playing.world()
        .inventory()
        .payments()
        .rows()
        .stream()
        .map(row -> new KnownPayment(row.eventId(), row.payment().payment()))
        .filter(row -> keys.contains(new PaymentKey(row.eventId(), row.payment().paymentId())))
        .toList();
  }

  @Override
  public List<RequestKey> answered(int shard, Set<RequestKey> keys) {
    playing.world().database().statement("reads answers", keys.size());
    return playing.world()
        .inventory()
        .ledger()
        .rows()
        .stream()
        .filter(SimulatedPast::isAnswer)
        .map(entry -> new RequestKey(entry.eventId(), requestId(entry)))
        .filter(keys::contains)
        .toList();
  }

  @Override
  public List<Allocated> allocated(int shard, Set<Buyer> buyers) {
    playing.world().database().statement("sums up what buyers have", buyers.size());
    var sums = new LinkedHashMap<Buyer, Integer>();
    playing.world().inventory().orders().entries().forEach(row -> {
      var buyer = new Buyer(row.getKey().eventId(), row.getValue().facts().accountId());
      if (buyers.contains(buyer) && isAllocated(row.getValue())) {
        sums.merge(buyer, row.getValue().facts().quantity(), Integer::sum);
      }
    });
    return sums.entrySet()
        .stream()
        .map(sum -> new Allocated(sum.getKey(), sum.getValue()))
        .toList();
  }

  @Override
  public void add(int shard, List<DecidedPayment> payments) {
    var world = playing.world();
    world.database().statement("writes payments", payments.size());
    for (var row : payments) {
      var payment = row.payment().payment();
      boolean paid = world.inventory()
          .payments()
          .rows()
          .stream()
          .anyMatch(other -> other.payment().applied() && row.payment().applied()
              && other.payment().payment().orderId().equals(payment.orderId()));
      if (paid && world.database().isConstrained()) {
        throw new DuplicateKeyException("order %s is paid".formatted(payment.orderId()));
      }
      world.inventory()
          .payments()
          .insert(new PaymentKey(row.eventId(), payment.paymentId()), row);
    }
  }

  private static boolean isAllocated(Order order) {
    return order.status() == OrderStatus.HELD || order.status() == OrderStatus.CONFIRMED;
  }

  private static boolean isAnswer(LedgerEntry entry) {
    return entry.request() != null && entry.kind() != Kind.HELD && entry.kind() != Kind.REJECTED;
  }

  private static UUID requestId(LedgerEntry entry) {
    return requireNonNull(entry.request()).requestId();
  }
}
