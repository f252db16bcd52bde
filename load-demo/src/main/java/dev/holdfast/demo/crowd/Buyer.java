package dev.holdfast.demo.crowd;

import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.CrowdPlan.BuyerPlan;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One person who wants a ticket: own connection, own session, a new key for each attempt. */
final class Buyer {

  private static final int LONGEST_THINKING_MILLIS = 400;
  private static final int SHORTEST_INTEREST_MILLIS = 1_000;
  private static final int LONGEST_INTEREST_MILLIS = 3_000;

  private final BuyerPlan plan;
  private final Sale sale;
  private final SoldOut soldOut;
  private final Tally tally;
  private final PatientClient client;
  private final Random random;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private String token = "";
  private String accountId = "";

  Buyer(BuyerPlan plan, Sale sale, SoldOut soldOut, Tally tally, Deadline deadline) {
    this.plan = plan;
    this.sale = sale;
    this.soldOut = soldOut;
    this.tally = tally;
    random = new Random(plan.seed());
    client = new PatientClient(sale.apis(), deadline, random, tally);
  }

  /** Opens the connection and a guest session. */
  void signIn() {
    var answer = client.ask(HttpRequest.post("/v1/sessions", null));
    if (answer.status() != 201) {
      throw new IllegalStateException("POST /v1/sessions answered " + answer.describe());
    }
    token = answer.required("token");
    accountId = answer.required("accountId");
    tally.connected.incrementAndGet();
  }

  /** Tries to get a ticket, once or until everything is sold; does with it what was planned. */
  void shop() {
    do {
      var attempt = new Attempt(accountId, newKey(), attempts.isEmpty());
      attempts.add(attempt);
      var purchase = place(attempt);
      if (purchase == null) {
        return;
      }
      if (purchase.awaitDecision().status().equals("HELD")) {
        settle(purchase);
        return;
      }
    } while (staysInterested());
  }

  void leave() {
    client.close();
  }

  String eventId() {
    return sale.eventId();
  }

  List<Attempt> attempts() {
    return attempts;
  }

  private @Nullable Purchase place(Attempt attempt) {
    var request = HttpRequest.post("/v1/events/" + sale.eventId() + "/orders",
        "{\"quantity\":%d}".formatted(plan.quantity()))
        .as(token)
        .with("Idempotency-Key", attempt.key());
    var placing = new Placing(client, tally, attempt, request);
    var statusUrl = placing.place();
    if (statusUrl == null) {
      return null;
    }
    var purchase = new Purchase(client, tally, attempt, token, statusUrl);
    tally.keep(purchase.receipt());
    if (plan.repeats()) {
      placing.repeat();
    }
    return purchase;
  }

  private void settle(Purchase purchase) {
    if (plan.intent() != Intent.LAPSE) {
      client.sleep(random.nextInt(LONGEST_THINKING_MILLIS));
    }
    switch (plan.intent()) {
      case PAY -> purchase.pay(sale.paymentsToken());
      case CANCEL -> purchase.cancel();
      case LAPSE -> purchase.lapse();
    }
  }

  private boolean staysInterested() {
    if (!sale.persistent() || soldOut.isSoldOut()) {
      return false;
    }
    client.sleep(random.nextInt(SHORTEST_INTEREST_MILLIS, LONGEST_INTEREST_MILLIS));
    return !soldOut.isSoldOut();
  }

  private String newKey() {
    return IdempotencyKey.at(System.currentTimeMillis(), random);
  }
}
