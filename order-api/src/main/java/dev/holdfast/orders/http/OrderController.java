package dev.holdfast.orders.http;

import dev.holdfast.orders.CheckReceipt;
import dev.holdfast.orders.FindOrder;
import dev.holdfast.orders.Settings;
import dev.holdfast.orders.ShowOrder;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

  private final FindOrder findOrder;
  private final ShowOrder showOrder;
  private final CheckReceipt checkReceipt;
  private final Line line;
  private final Settings settings;

  OrderController(
      FindOrder findOrder,
      ShowOrder showOrder,
      CheckReceipt checkReceipt,
      Line line,
      Settings settings) {
    this.findOrder = findOrder;
    this.showOrder = showOrder;
    this.checkReceipt = checkReceipt;
    this.line = line;
    this.settings = settings;
  }

  @GetMapping("/v1/orders/{ref}")
  ResponseEntity<OrderAnswer> show(
      JwtAuthenticationToken bearer,
      @PathVariable String ref,
      @RequestParam(required = false) @Nullable String at,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    var key = Owner.order(findOrder, bearer, ref);
    var known = ETags.known(ifNoneMatch);
    var wait = Preference.wait(prefer);
    var order = showOrder.show(key, known, wait);
    var place = Line.At.parse(at);
    var revision = order.map(ShownOrder::revision).orElseGet(() -> receipt(key, place));
    var answer = ResponseEntity
        .status(known.has(revision) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
        .eTag(ETags.of(revision))
        .header("Cache-Control", "private, no-cache")
        .header("Vary", "Authorization, Prefer");
    if (wait.isPositive()) {
      answer.header("Preference-Applied", "wait=" + wait.toSeconds());
    }
    return order.isPresent()
        ? answer.body(OrderAnswer.of(ref, order.get(), settings.payMargin()))
        : undecided(answer, ref, key.eventId(), revision, place);
  }

  private ResponseEntity<OrderAnswer> undecided(
      ResponseEntity.BodyBuilder answer,
      String ref,
      String eventId,
      Revision revision,
      Optional<Line.At> place) {
    if (revision.equals(Revision.NOT_RECEIVED)) {
      return answer.body(OrderAnswer.notReceived(ref, eventId));
    }
    var ahead = place.map(line::ahead).orElse(null);
    return answer.header("Retry-After", Line.retryAfterSeconds(Line.pollAfterMillis(ahead)))
        .body(OrderAnswer.pending(ref, eventId, ahead));
  }

  private Revision receipt(OrderKey key, Optional<Line.At> place) {
    return place.filter(at -> checkReceipt.isLost(key, at.acceptedAt())).isPresent()
        ? Revision.NOT_RECEIVED
        : Revision.PENDING;
  }

  static String url(String ref) {
    return "/v1/orders/" + ref;
  }

  static String url(String ref, Line.At at) {
    return url(ref) + "?at=" + at;
  }
}
