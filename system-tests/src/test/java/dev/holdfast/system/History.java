package dev.holdfast.system;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.system.Ask.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A made-up but legal past of many events, the same for the same seed. */
final class History {

  static final Instant START = Instant.parse("2025-05-04T10:00:00Z");
  static final int SHARDS = 4;

  final List<EventHistory> events = new ArrayList<>();
  final long[] nextOffset = new long[SHARDS];
  final Instant[] appliedUntil = new Instant[SHARDS];
  private final Random random;
  private Instant clock = START;

  History(long seed, int eventCount, int requests) {
    random = new Random(seed);
    for (int shard = 0; shard < SHARDS; shard++) {
      appliedUntil[shard] = START;
      nextOffset[shard] = 1L + random.nextInt(50);
    }
    for (int number = 0; number < eventCount; number++) {
      events.add(new EventHistory(number % SHARDS, "event-%03d".formatted(number)));
    }
    for (int request = 0; request < requests; request++) {
      step(events.get(random.nextInt(eventCount)));
    }
    for (int shard = 0; shard < SHARDS; shard++) {
      expire(shard);
    }
  }

  private void step(EventHistory event) {
    clock = clock.plusMillis(random.nextInt(3_000));
    if (random.nextInt(12) == 0) {
      expire(random.nextInt(SHARDS));
    }
    var ask = ask(event.shard);
    int dice = random.nextInt(100);
    boolean neverOpened = events.indexOf(event) % 8 == 7;
    if (event.terms == null && dice < 30 && !neverOpened) {
      event.change(ask, terms(20 + random.nextInt(40)));
    } else if (event.terms != null && dice < 3) {
      event.change(ask, terms(Math.max(0, event.capacity + random.nextInt(31) - 17)));
    } else if (dice < 50 || event.orders.isEmpty()) {
      event.place(ask, "account-" + random.nextInt(12), 1 + random.nextInt(4));
    } else if (dice < 88) {
      var orderId = someOrder(event);
      event.pay(ask, orderId, money(event, orderId));
    } else {
      event.cancel(ask, someOrder(event));
    }
  }

  /** The next place in the log of a shard; decided late, more or less. */
  private Ask ask(int shard) {
    var requestedAt = clock.minusMillis(random.nextInt(20_000));
    if (requestedAt.isAfter(appliedUntil[shard])) {
      appliedUntil[shard] = requestedAt;
    }
    // Repeated requests leave no row: not every offset is in the ledger.
    nextOffset[shard] += 1 + random.nextInt(2);
    return new Ask(uuid(), nextOffset[shard] - 1, appliedUntil[shard], clock);
  }

  private EventTerms terms(int capacity) {
    int perOrder = 3 + random.nextInt(2);
    boolean window = random.nextInt(4) == 0;
    var opensAt = START.plusSeconds(random.nextInt(1_000));
    return new EventTerms("Event", capacity, 2_500, "EUR", 60 + random.nextInt(1_000), perOrder,
        perOrder + random.nextInt(5), window ? opensAt : null,
        window ? opensAt.plusSeconds(3_600) : null,
        random.nextInt(8) == 0 ? SaleState.PAUSED : SaleState.OPEN,
        random.nextBoolean() ? LatePayment.REACQUIRE : LatePayment.REFUND);
  }

  /** Mostly one of the newest, sometimes any, seldom one that does not exist. */
  private UUID someOrder(EventHistory event) {
    var ids = List.copyOf(event.orders.keySet());
    return switch (random.nextInt(40)) {
      case 0 -> uuid();
      case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 -> ids.get(random.nextInt(ids.size()));
      default -> ids.get(Math.max(0, ids.size() - 1 - random.nextInt(12)));
    };
  }

  /** Mostly what the order costs. */
  private Money money(EventHistory event, UUID orderId) {
    var paymentId = random.nextInt(40) == 0 && !event.payments.isEmpty()
        ? event.payments.keySet().iterator().next()
        : "pay-" + uuid();
    var order = event.orders.get(orderId);
    long amount = order == null || random.nextInt(20) == 0 ? 1_234 : order.amountMinor;
    return new Money(paymentId, amount, random.nextInt(30) == 0 ? "USD" : "EUR");
  }

  private void expire(int shard) {
    events.stream()
        .filter(event -> event.shard == shard)
        .forEach(event -> event.expireDue(appliedUntil[shard], clock));
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
