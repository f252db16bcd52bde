package dev.holdfast.orders.http;

import static dev.holdfast.messages.EventTerms.MAX_AMOUNT_MINOR;
import static java.util.Objects.requireNonNull;

import dev.holdfast.orders.CancelOrder;
import dev.holdfast.orders.FindOrder;
import dev.holdfast.orders.Handed;
import dev.holdfast.orders.PayOrder;
import dev.holdfast.orders.Requests.Sent;
import dev.holdfast.orders.model.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MoveController {

  static final String PAYMENT_ID = "[A-Za-z0-9._:-]{1,64}";
  static final String PAYMENT_ID_RULE =
      "must be 1 to 64 characters of A-Z, a-z, 0-9, . _ : -";

  private static final String KEY = "Idempotency-Key";

  private final FindOrder findOrder;
  private final PayOrder payOrder;
  private final CancelOrder cancelOrder;

  MoveController(FindOrder findOrder, PayOrder payOrder, CancelOrder cancelOrder) {
    this.findOrder = findOrder;
    this.payOrder = payOrder;
    this.cancelOrder = cancelOrder;
  }

  /** What a payment service sends. */
  record PaymentBody(
      @Required @Pattern(regexp = PAYMENT_ID, message = PAYMENT_ID_RULE) @Nullable String paymentId,
      @Required @Min(0) @Max(MAX_AMOUNT_MINOR) @Nullable Long amountMinor,
      @Required @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters") @Nullable String currency) {}

  /** The request is in the log; the order's {@code lastOutcome} will name it. */
  record Accepted(UUID requestId, String statusUrl) {}

  @PostMapping(path = "/v1/orders/{ref}/payments", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Accepted> pay(
      JwtAuthenticationToken bearer,
      @PathVariable String ref,
      @RequestHeader(name = Traces.HEADER, required = false) @Nullable String traceparent,
      @Valid @RequestBody PaymentBody body) {
    var payment = new PayOrder.Payment(requireNonNull(body.paymentId()),
        requireNonNull(body.amountMinor()), requireNonNull(body.currency()));
    var order = Owner.order(findOrder, bearer, ref);
    return answer(ref, payOrder.pay(order, payment, Traces.valid(traceparent)));
  }

  @PostMapping("/v1/orders/{ref}/cancellation")
  ResponseEntity<Accepted> cancel(
      JwtAuthenticationToken bearer,
      @PathVariable String ref,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @RequestHeader(name = Traces.HEADER, required = false) @Nullable String traceparent) {
    var name = key == null ? null : valid(key);
    var order = findOrder.ofOwner(ref, Owner.account(bearer))
        .orElseThrow(() -> new Problem(Code.UNKNOWN_ORDER,
            "This is not the reference of an order of yours"));
    return answer(ref, cancelOrder.cancel(order, name, Traces.valid(traceparent)));
  }

  private static IdempotencyKey valid(String key) {
    return IdempotencyKey.of(key)
        .orElseThrow(() -> Problem.invalidParameter(KEY, IdempotencyKey.RULE));
  }

  static ResponseEntity<Accepted> answer(String ref, Handed handed) {
    var url = OrderController.url(ref);
    return switch (handed.sent()) {
      case Sent.Acknowledged _ -> ResponseEntity.accepted()
          .location(URI.create(url))
          .body(new Accepted(handed.requestId(), url));
      case Sent.Unanswered _ ->
        throw new Problem(Code.OUTCOME_UNKNOWN, "The receipt was not acknowledged in time")
            .with("ref", ref)
            .with("requestId", handed.requestId())
            .with("statusUrl", url);
      case Sent.NotSent _ ->
        throw new Problem(Code.KAFKA_UNAVAILABLE, "The log of requests does not answer");
    };
  }
}
