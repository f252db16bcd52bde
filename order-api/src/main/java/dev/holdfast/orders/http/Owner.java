package dev.holdfast.orders.http;

import dev.holdfast.orders.FindOrder;
import dev.holdfast.orders.model.OrderKey;
import java.util.Objects;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The order a bearer may speak of: his own; to a payment service, anybody's. */
final class Owner {

  private Owner() {}

  static OrderKey order(FindOrder findOrder, JwtAuthenticationToken bearer, String ref) {
    var order = Roles.has(bearer, Roles.PAYMENTS)
        ? findOrder.ofAnybody(ref)
        : findOrder.ofOwner(ref, account(bearer));
    return order.orElseThrow(
        () -> new Problem(Code.UNKNOWN_ORDER, "This is not the reference of an order of yours"));
  }

  /** Who the bearer is; the token's validators let no other through. */
  static String account(JwtAuthenticationToken bearer) {
    return Objects.requireNonNull(bearer.getToken().getSubject());
  }
}
