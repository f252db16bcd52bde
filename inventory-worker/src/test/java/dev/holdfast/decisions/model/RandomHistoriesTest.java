package dev.holdfast.decisions.model;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.messages.Request.ConfirmPayment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomHistoriesTest {

  private static final int HISTORIES = 2_000;

  @Test
  void every_history_keeps_every_promise() {
    var seen = EnumSet.noneOf(LedgerEntry.Kind.class);
    var reasons = new HashSet<String>();

    for (int seed = 0; seed < HISTORIES; seed++) {
      var sale = new PaperSale();
      decide(sale, RandomHistory.of(seed), new Random(seed));
      PaperAudit.check(sale);
      sale.ledger.forEach(row -> {
        seen.add(row.kind());
        reasons.add(String.valueOf(row.reason()));
      });
    }

    // The histories are worth something only if they get everywhere.
    assertThat(seen).containsExactlyInAnyOrder(LedgerEntry.Kind.values());
    assertThat(reasons).contains("SOLD_OUT", "NOT_ENOUGH_LEFT", "ORDER_LIMIT", "CUSTOMER_LIMIT",
        "SALE_NOT_OPEN", "SALE_CLOSED", "SALE_PAUSED", "UNKNOWN_EVENT", "WRONG_AMOUNT",
        "WRONG_CURRENCY", "ALREADY_CONFIRMED", "ALREADY_EXPIRED", "EXPIRED_AND_SOLD_OUT",
        "EXPIRED_AND_CUSTOMER_LIMIT", "ALREADY_CANCELLED", "ALREADY_REJECTED", "UNKNOWN_ORDER",
        "PAYMENT_ID_REUSED", "CAPACITY_BELOW_ALLOCATED");
  }

  @Test
  void every_request_is_answered_once_and_a_replay_not_at_all() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      var sale = new PaperSale();
      var log = RandomHistory.of(seed);
      decide(sale, log, new Random(seed));

      var answered = sale.ledger.stream()
          .filter(row -> row.request() != null)
          .map(row -> row.request().offset())
          .toList();
      assertThat(answered).as("seed %d", seed).isEqualTo(firsts(log));
    }
  }

  @Test
  void a_whole_log_again_changes_nothing() {
    for (int seed = 0; seed < HISTORIES / 10; seed++) {
      var sale = new PaperSale();
      var log = RandomHistory.of(seed);
      decide(sale, log, new Random(seed));
      int rows = sale.ledger.size();

      decide(sale, log, new Random(-seed));

      assertThat(sale.ledger).as("seed %d", seed).hasSize(rows);
    }
  }

  @Test
  void it_does_not_matter_how_the_log_is_cut_into_batches() {
    for (int seed = 0; seed < HISTORIES / 4; seed++) {
      var log = RandomHistory.of(seed);
      var random = new Random(seed);

      var whole = decidedIn(log, List.of(log.size()));
      var singles = decidedIn(log, IntStream.rangeClosed(1, log.size()).boxed().toList());
      var pieces = decidedIn(log, cuts(log.size(), random));

      assertThat(singles.ledger).as("seed %d", seed).isEqualTo(whole.ledger);
      assertThat(pieces.ledger).as("seed %d", seed).isEqualTo(whole.ledger);
      assertThat(pieces.orders).isEqualTo(whole.orders);
      assertThat(pieces.balance).isEqualTo(whole.balance);
      assertThat(pieces.payments).isEqualTo(whole.payments);
    }
  }

  /** In batches of up to eight, by a worker that may be far behind. */
  private static void decide(PaperSale sale, List<Decidable> log, Random random) {
    for (int from = 0; from < log.size();) {
      int to = Math.min(log.size(), from + 1 + random.nextInt(8));
      var batch = log.subList(from, to);
      var clock = batch.getLast().appendedAt().plusMillis(random.nextInt(20_000));
      sale.decide(clock, batch);
      from = to;
    }
  }

  /**
   * The first third is decided as it comes, the rest at one single moment, when many of the first
   * holds have ended: the same clock whatever the cut.
   */
  private static PaperSale decidedIn(List<Decidable> log, List<Integer> ends) {
    var sale = new PaperSale();
    int third = log.size() / 3;
    log.subList(0, third).forEach(record -> sale.decide(record.appendedAt(), List.of(record)));
    Instant clock = NOON.plusSeconds(600);
    int from = third;
    for (int end : ends) {
      if (end > from) {
        sale.decide(clock, log.subList(from, end));
        from = end;
      }
    }
    return sale;
  }

  private static List<Integer> cuts(int size, Random random) {
    var cuts = new ArrayList<Integer>();
    for (int end = 0; end < size;) {
      end = Math.min(size, end + 1 + random.nextInt(12));
      cuts.add(end);
    }
    return cuts;
  }

  /** Offsets of requests that are no exact replay of an earlier one. */
  private static Collection<Long> firsts(List<Decidable> log) {
    var firsts = new ArrayList<Long>();
    Set<Object> seen = new HashSet<>();
    var paid = new HashMap<String, Object>();
    for (var record : log) {
      var request = record.request();
      boolean first = seen.add(request.requestId());
      if (request instanceof ConfirmPayment payment) {
        // The payment an id came with first is known by its content too, whatever its request id.
        var content = List.of(payment.orderId(), payment.amountMinor(), payment.currency());
        if (first) {
          first = !content.equals(paid.putIfAbsent(payment.paymentId(), content));
        }
      }
      if (first) {
        firsts.add(record.offset());
      }
    }
    return firsts;
  }
}
