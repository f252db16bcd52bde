package dev.holdfast.orders.http;

import static dev.holdfast.messages.Request.MAX_QUANTITY;

import dev.holdfast.orders.PlaceOrder;
import dev.holdfast.orders.PlaceOrder.Verdict;
import dev.holdfast.orders.Settings;
import dev.holdfast.orders.model.IdempotencyKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.Wish;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PlaceController {

  private static final String KEY = "Idempotency-Key";

  private final PlaceOrder placeOrder;
  private final References references;
  private final Line line;
  private final Settings settings;
  private final BusyCall call;

  PlaceController(
      PlaceOrder placeOrder,
      References references,
      Line line,
      Settings settings,
      BusyCall call) {
    this.placeOrder = placeOrder;
    this.references = references;
    this.line = line;
    this.settings = settings;
    this.call = call;
  }

  /** What a buyer sends. */
  record WishBody(@Nullable Integer quantity) {

    int valid() {
      if (quantity == null) {
        throw invalid("quantity is missing");
      }
      if (quantity < 1 || quantity > MAX_QUANTITY) {
        throw invalid("quantity must be 1 to " + MAX_QUANTITY);
      }
      return quantity;
    }

    private static Problem invalid(String detail) {
      return Problem.invalid(Problem.FieldError.at("#/quantity", detail));
    }
  }

  /** The order is in the log and will be decided. */
  record Receipt(
      String ref, String eventId, String status, int quantity, String statusUrl, int pollAfterMs,
      @Nullable Long ahead) {}

  @PostMapping(path = "/v1/events/{eventId}/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
  void place(
      JwtAuthenticationToken bearer,
      HttpServletRequest request,
      HttpServletResponse response) throws IOException {
    var quantity = call.body(request, WishBody.class).valid();
    var wish = new Wish(Owner.account(bearer), EventIds.valid(BusyCall.path(request, "eventId")),
        IdempotencyKey.of(request.getHeader(KEY))
            .orElseThrow(() -> Problem.invalidParameter(KEY, IdempotencyKey.RULE)),
        quantity);
    var wait = Preference.wait(BusyCall.list(request, "Prefer"));
    var verdict = placeOrder.place(wish, Traces.valid(request.getHeader(Traces.HEADER)), wait);
    if (verdict instanceof Verdict.Unanswered) {
      request.setAttribute(Gate.SENT, true);
    }
    answer(response, wish, accepted(wish, verdict), wait);
  }

  private Verdict.Accepted accepted(Wish wish, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> accepted;
      case Verdict.Unanswered(var order, var sent) -> {
        var ref = references.sign(order, wish.accountId());
        throw new Problem(Code.OUTCOME_UNKNOWN, "The receipt was not acknowledged in time")
            .with("ref", ref)
            .with("statusUrl", OrderController.url(ref, Line.At.of(sent)));
      }
      case Verdict.NotSent _ ->
        throw new Problem(Code.KAFKA_UNAVAILABLE, "The log of requests does not answer");
      case Verdict.UnknownEvent _ ->
        throw new Problem(Code.UNKNOWN_EVENT, "There is no event " + wish.eventId());
      case Verdict.OverLimit(var limit) ->
        throw new Problem(Code.QUANTITY_OVER_LIMIT, "At most %d per order".formatted(limit))
            .with("limit", limit)
            .with("errors", List.of(
                Problem.FieldError.at("#/quantity", "quantity must be at most " + limit)));
      case Verdict.KeyReused _ ->
        throw new Problem(Code.IDEMPOTENCY_KEY_REUSED, "This key stands for another wish");
    };
  }

  /** The decided order, if the client wanted to wait and the time was enough; else a receipt. */
  private void answer(
      HttpServletResponse response,
      Wish wish,
      Verdict.Accepted accepted,
      Duration wait) throws IOException {
    var ref = references.sign(accepted.order(), wish.accountId());
    var at = Line.At.of(accepted.sent());
    response.setHeader("Location", OrderController.url(ref, at));
    if (!wait.isZero()) {
      response.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
    }
    var decided = accepted.decided().orElse(null);
    if (decided == null) {
      var ahead = line.ahead(at);
      var pollAfter = Line.pollAfterMillis(ahead);
      response.setHeader("Retry-After", Line.retryAfterSeconds(pollAfter));
      call.answer(response, HttpStatus.ACCEPTED, new Receipt(ref, wish.eventId(), "PENDING",
          wish.quantity(), OrderController.url(ref, at), pollAfter, ahead));
    } else {
      response.setHeader("ETag", ETags.of(decided.revision()));
      call.answer(response, HttpStatus.OK,
          OrderAnswer.of(ref, decided, settings.payMargin()));
    }
  }
}
