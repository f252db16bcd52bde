package dev.holdfast.orders.http;

import dev.holdfast.orders.FindOrder;
import dev.holdfast.orders.Settings;
import dev.holdfast.orders.ShowOrder;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

  private final FindOrder findOrder;
  private final ShowOrder showOrder;
  private final Line line;
  private final Settings settings;
  private final BusyCall call;

  OrderController(
      FindOrder findOrder,
      ShowOrder showOrder,
      Line line,
      Settings settings,
      BusyCall call) {
    this.findOrder = findOrder;
    this.showOrder = showOrder;
    this.line = line;
    this.settings = settings;
    this.call = call;
  }

  @GetMapping("/v1/orders/{ref}")
  void show(
      JwtAuthenticationToken bearer,
      HttpServletRequest request,
      HttpServletResponse response) throws IOException {
    var ref = BusyCall.path(request, "ref");
    var key = Owner.order(findOrder, bearer, ref);
    var known = ETags.known(BusyCall.list(request, "If-None-Match"));
    var wait = Preference.wait(BusyCall.list(request, "Prefer"));
    var order = showOrder.show(key, known, wait);
    var place = Line.At.parse(request.getParameter("at"));
    var revision = order.map(ShownOrder::revision).orElseGet(() -> receipt(key, place));
    response.setHeader("ETag", ETags.of(revision));
    response.setHeader("Cache-Control", "private, no-cache");
    response.setHeader("Vary", "Authorization, Prefer");
    if (wait.isPositive()) {
      response.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
    }
    var answer = order.isPresent()
        ? OrderAnswer.of(ref, order.get(), settings.payMargin())
        : undecided(response, ref, key.eventId(), revision, place);
    if (known.has(revision)) {
      response.setStatus(HttpStatus.NOT_MODIFIED.value());
    } else {
      call.answer(response, HttpStatus.OK, answer);
    }
  }

  private OrderAnswer undecided(
      HttpServletResponse response,
      String ref,
      String eventId,
      Revision revision,
      Optional<Line.At> place) {
    if (revision.equals(Revision.NOT_RECEIVED)) {
      return OrderAnswer.notReceived(ref, eventId);
    }
    var ahead = place.map(line::ahead).orElse(null);
    response.setHeader("Retry-After", Line.retryAfterSeconds(Line.pollAfterMillis(ahead)));
    return OrderAnswer.pending(ref, eventId, ahead);
  }

  private Revision receipt(OrderKey key, Optional<Line.At> place) {
    return place.filter(at -> line.isLost(key, at)).isPresent()
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
