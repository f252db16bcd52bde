package dev.holdfast.demo.crowd;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpRequest;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** One accepted order, watched to its end: decision, then payment, cancellation or lapse. */
final class Purchase {

  private static final JsonMapper JSON = new JsonMapper();

  private final PatientClient client;
  private final Tally tally;
  private final Attempt attempt;
  private final String buyerToken;
  private final String statusUrl;
  private HttpAnswer newest = new HttpAnswer(200, Map.of("etag", "\"0\""), "");

  Purchase(PatientClient client, Tally tally, Attempt attempt, String buyerToken,
      String statusUrl) {
    this.client = client;
    this.tally = tally;
    this.attempt = attempt;
    this.buyerToken = buyerToken;
    this.statusUrl = pathOf(statusUrl);
  }

  /** For whoever else wants to know how the order stands. */
  Receipt receipt() {
    return new Receipt(statusUrl, buyerToken);
  }

  /** Waits until the order is decided. */
  Seen awaitDecision() {
    follow(() -> attempt.seen().isDecided());
    return attempt.seen();
  }

  /** Waits until the hold has ended; nobody pays. */
  void lapse() {
    follow(() -> !isHeld());
  }

  /** Has the payment service report the whole amount, and waits for what becomes of it. */
  void pay(String paymentsToken) {
    var order = newest.json();
    var payment = Map.of(
        "paymentId", "pay-" + UUID.randomUUID(),
        "amountMinor", order.path("amountMinor").longValue(0),
        "currency", order.path("currency").stringValue(""));
    var request = HttpRequest.post(orderPath() + "/payments", JSON.writeValueAsString(payment));
    awaitAnswerTo(request.as(paymentsToken));
    var code = newest.json().path("lastOutcome").path("code").stringValue("");
    if (code.startsWith("REFUND_DUE")) {
      tally.refundsDue.incrementAndGet();
    }
  }

  /** Gives the tickets back, and waits until that is decided. */
  void cancel() {
    awaitAnswerTo(HttpRequest.post(orderPath() + "/cancellation", null).as(buyerToken));
  }

  private void awaitAnswerTo(HttpRequest request) {
    var answer = client.ask(request);
    if (answer.status() != 202) {
      attempt.broke("%s %s answered %s".formatted(request.method(), request.target(),
          answer.describe()));
      throw new OutOfTime("an answer to " + request.target());
    }
    var requestId = answer.required("requestId");
    follow(() -> !isHeld() || requestId.equals(
        newest.json().path("lastOutcome").path("requestId").stringValue("")));
  }

  private void follow(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      var before = attempt.seen();
      look();
      if (attempt.seen().equals(before) && !done.getAsBoolean()) {
        client.sleep(newest.json().path("pollAfterMs").intValue(50));
      }
    }
  }

  private void look() {
    var answer = client.ask(HttpRequest.get(statusUrl)
        .as(buyerToken)
        .with("If-None-Match", etag(newest))
        .with("Prefer", "wait=" + client.waitSeconds()));
    if (answer.status() == 304) {
      return;
    }
    if (answer.status() != 200) {
      attempt.broke("GET %s answered %s".formatted(statusUrl, answer.describe()));
      throw new OutOfTime("the status of " + statusUrl);
    }
    newest = answer;
    var seen = Seen.of(answer.required("status"), etag(answer));
    var before = attempt.seen();
    attempt.saw(seen, answer.text("reason"), System.nanoTime());
    tally.moved(before, seen);
  }

  private boolean isHeld() {
    return attempt.seen().status().equals("HELD");
  }

  private String orderPath() {
    int query = statusUrl.indexOf('?');
    return query < 0 ? statusUrl : statusUrl.substring(0, query);
  }

  private static String etag(HttpAnswer answer) {
    return answer.header("etag").orElse("\"0\"");
  }

  private static String pathOf(String url) {
    var uri = URI.create(url);
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }
}
