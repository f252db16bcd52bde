package dev.holdfast.orders.http;

import static dev.holdfast.messages.EventTerms.MAX_AMOUNT_MINOR;
import static java.util.Objects.requireNonNull;

import dev.holdfast.orders.FindOrder;
import dev.holdfast.orders.PayOrder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Payments that a payment service reports by itself. It shows no token: {@link WebhookSignatures}
 * lets in only what is signed.
 */
@Conditional(WebhooksTaken.class)
@RestController
class WebhookController {

  private final FindOrder findOrder;
  private final PayOrder payOrder;

  WebhookController(FindOrder findOrder, PayOrder payOrder) {
    this.findOrder = findOrder;
    this.payOrder = payOrder;
  }

  /** What a payment service sends. */
  record WebhookBody(
      @Required @Pattern(regexp = "payment[.]succeeded", message = "must be payment.succeeded") @Nullable String type,
      @Nullable Instant timestamp, @Required @Valid @Nullable Paid data) {}

  /** The payment of an order. */
  record Paid(
      @Required @Nullable String ref,
      @Required @Pattern(regexp = MoveController.PAYMENT_ID, message = MoveController.PAYMENT_ID_RULE) @Nullable String paymentId,
      @Required @Min(0) @Max(MAX_AMOUNT_MINOR) @Nullable Long amountMinor,
      @Required @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters") @Nullable String currency) {}

  @PostMapping(path = "/v1/webhooks/payments", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<MoveController.Accepted> paid(
      @RequestHeader(name = Traces.HEADER, required = false) @Nullable String traceparent,
      @Valid @RequestBody WebhookBody body) {
    var paid = requireNonNull(body.data());
    var ref = requireNonNull(paid.ref());
    var payment = new PayOrder.Payment(requireNonNull(paid.paymentId()),
        requireNonNull(paid.amountMinor()), requireNonNull(paid.currency()));
    var order = findOrder.ofAnybody(ref)
        .orElseThrow(() -> new Problem(Code.UNKNOWN_ORDER, "This is no order's reference"));
    return MoveController.answer(ref, payOrder.pay(order, payment, Traces.valid(traceparent)));
  }
}
