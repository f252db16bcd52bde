package dev.holdfast.orders;

import java.util.List;
import java.util.Map;

/** A right request to every endpoint there is. */
final class Endpoints {

  private final Api.Guest guest;
  private final Api.Guest organiser;
  private final Api.Guest payments;
  private final String eventId;
  private final String ref;

  Endpoints(Api api, Sale sale, String ref) {
    this.guest = sale.guest();
    this.organiser = TestTokens.bearer(api, "org", "organiser");
    this.payments = TestTokens.bearer(api, "pay", "payments");
    this.eventId = sale.eventId();
    this.ref = ref;
  }

  /** Path templates as the controllers spell them, each with its method before. */
  List<String> names() {
    return List.copyOf(all().keySet());
  }

  Draft draft(String name) {
    return java.util.Objects.requireNonNull(all().get(name), name);
  }

  private Map<String, Draft> all() {
    return Map.ofEntries(
        Map.entry("PUT /v1/events/{eventId}",
            as(organiser, "PUT", "/v1/events/" + eventId).json(Terms.json())),
        Map.entry("GET /v1/events/{eventId}", new Draft("GET", "/v1/events/" + eventId)),
        Map.entry("GET /v1/events", new Draft("GET", "/v1/events?limit=2&after=a")),
        Map.entry("POST /v1/events/{eventId}/orders",
            as(guest, "POST", "/v1/events/%s/orders".formatted(eventId))
                .header("Idempotency-Key", Api.newKey())
                .json("{\"quantity\":1}")),
        Map.entry("GET /v1/orders", as(guest, "GET", "/v1/orders?limit=2")),
        Map.entry("GET /v1/orders/{ref}",
            as(guest, "GET", "/v1/orders/%s?at=1.2.3".formatted(ref))
                .header("If-None-Match", "\"1.1\"")),
        Map.entry("POST /v1/orders/{ref}/payments",
            as(payments, "POST", "/v1/orders/%s/payments".formatted(ref))
                .json("{\"paymentId\":\"pay-1\",\"amountMinor\":2500,\"currency\":\"EUR\"}")),
        Map.entry("POST /v1/orders/{ref}/cancellation",
            as(guest, "POST", "/v1/orders/%s/cancellation".formatted(ref))
                .header("Idempotency-Key", Api.newKey())),
        Map.entry("POST /v1/sessions", new Draft("POST", "/v1/sessions")),
        Map.entry("POST /v1/webhooks/payments", new Draft("POST", "/v1/webhooks/payments")
            .json(Webhook.paid(ref))
            .signed(Api.WEBHOOK_KEY)),
        Map.entry("GET /problems", new Draft("GET", "/problems")),
        Map.entry("GET /problems/{code}", new Draft("GET", "/problems/not-found")),
        Map.entry("/error", new Draft("GET", "/error")));
  }

  private static Draft as(Api.Guest who, String method, String path) {
    return new Draft(method, path).header("Authorization", "Bearer " + who.token());
  }
}
