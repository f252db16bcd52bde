package dev.holdfast.orders.http;

import static dev.holdfast.messages.Request.MAX_QUANTITY;
import static java.util.Objects.requireNonNull;

import dev.holdfast.orders.PlaceOrder;
import dev.holdfast.orders.PlaceOrder.Verdict;
import dev.holdfast.orders.Settings;
import dev.holdfast.orders.model.IdempotencyKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.Wish;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PlaceController {

  private static final String KEY = "Idempotency-Key";

  private final PlaceOrder placeOrder;
  private final References references;
  private final Line line;
  private final Settings settings;

  PlaceController(PlaceOrder placeOrder, References references, Line line, Settings settings) {
    this.placeOrder = placeOrder;
    this.references = references;
    this.line = line;
    this.settings = settings;
  }

  /** What a buyer sends. */
  record WishBody(@Required @Min(1) @Max(MAX_QUANTITY) @Nullable Integer quantity) {}

  /** The order is in the log and will be decided. */
  record Accepted(
      String ref, String eventId, String status, int quantity, String statusUrl, int pollAfterMs,
      @Nullable Long ahead) {}

  @PostMapping(path = "/v1/events/{eventId}/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> place(
      JwtAuthenticationToken bearer,
      @PathVariable String eventId,
      HttpServletRequest request,
      @Valid @RequestBody WishBody body) {
    var wish = new Wish(Owner.account(bearer), EventIds.valid(eventId),
        IdempotencyKey.of(request.getHeader(KEY))
            .orElseThrow(() -> Problem.invalidParameter(KEY, IdempotencyKey.RULE)),
        requireNonNull(body.quantity()));
    var wait = Preference.wait(request.getHeader("Prefer"));
    return switch (placeOrder.place(wish, Traces.valid(request.getHeader(Traces.HEADER)), wait)) {
      case Verdict.Accepted accepted -> answer(wish, accepted, wait);
      case Verdict.Unanswered(var order, var sent) -> {
        var ref = references.sign(order, wish.accountId());
        throw new Problem(Code.OUTCOME_UNKNOWN, "The receipt was not acknowledged in time")
            .with("ref", ref)
            .with("statusUrl", OrderController.url(ref, Line.At.of(sent)));
      }
      case Verdict.NotSent _ ->
        throw new Problem(Code.KAFKA_UNAVAILABLE, "The log of requests does not answer");
      case Verdict.UnknownEvent _ ->
        throw new Problem(Code.UNKNOWN_EVENT, "There is no event " + eventId);
      case Verdict.OverLimit(var limit) ->
        throw new Problem(Code.QUANTITY_OVER_LIMIT, "At most %d per order".formatted(limit))
            .with("limit", limit)
            .with("errors", java.util.List.of(
                Problem.FieldError.at("#/quantity", "quantity must be at most " + limit)));
      case Verdict.KeyReused _ ->
        throw new Problem(Code.IDEMPOTENCY_KEY_REUSED, "This key stands for another wish");
    };
  }

  /** The decided order, if the client wanted to wait and the time was enough; else a receipt. */
  private ResponseEntity<?> answer(Wish wish, Verdict.Accepted accepted, Duration wait) {
    var ref = references.sign(accepted.order(), wish.accountId());
    var at = Line.At.of(accepted.sent());
    var decided = accepted.decided();
    var answer = ResponseEntity.status(decided.isPresent() ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .location(URI.create(OrderController.url(ref, at)));
    if (!wait.isZero()) {
      answer.header("Preference-Applied", "wait=" + wait.toSeconds());
    }
    return decided.isPresent()
        ? answer.eTag(ETags.of(decided.get().revision()))
            .body(OrderAnswer.of(ref, decided.get(), settings.payMargin()))
        : receipt(answer, wish, ref, at);
  }

  private ResponseEntity<Accepted> receipt(
      ResponseEntity.BodyBuilder answer,
      Wish wish,
      String ref,
      Line.At at) {
    var ahead = line.ahead(at);
    var pollAfter = Line.pollAfterMillis(ahead);
    return answer.header("Retry-After", Line.retryAfterSeconds(pollAfter))
        .body(new Accepted(ref, wish.eventId(), "PENDING", wish.quantity(),
            OrderController.url(ref, at), pollAfter, ahead));
  }
}
