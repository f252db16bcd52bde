package dev.holdfast.decisions;

import dev.holdfast.decisions.model.PastPayment;
import dev.holdfast.inventory.Orders.Buyer;
import dev.holdfast.inventory.model.Payment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the tables say of the requests at hand. Never read before the event lock. */
public interface Past {

  record PaymentKey(String eventId, String paymentId) {}

  record KnownPayment(String eventId, Payment payment) {}

  record RequestKey(String eventId, UUID requestId) {}

  /** Tickets a buyer holds or has bought. */
  record Allocated(Buyer buyer, int quantity) {}

  /** A payment decided now, and its event. */
  record DecidedPayment(String eventId, PastPayment payment, Instant decidedAt) {}

  List<KnownPayment> payments(int shard, Set<PaymentKey> keys);

  /** Those of these requests, other than places, that the ledger has answered. */
  List<RequestKey> answered(int shard, Set<RequestKey> keys);

  List<Allocated> allocated(int shard, Set<Buyer> buyers);

  /** Keeps payments; a payment id is kept once per event. */
  void add(int shard, List<DecidedPayment> payments);
}
