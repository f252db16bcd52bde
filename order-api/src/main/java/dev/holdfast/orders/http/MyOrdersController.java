package dev.holdfast.orders.http;

import dev.holdfast.orders.ListOrders;
import dev.holdfast.orders.Settings;
import dev.holdfast.orders.model.References;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MyOrdersController {

  private final ListOrders listOrders;
  private final References references;
  private final Settings settings;

  MyOrdersController(ListOrders listOrders, References references, Settings settings) {
    this.listOrders = listOrders;
    this.references = references;
    this.settings = settings;
  }

  /** A page of decided orders, newest first; {@code next} is absent on the last. */
  record OrderPage(List<OrderAnswer> orders, @Nullable String next) {}

  @GetMapping("/v1/orders")
  OrderPage mine(
      JwtAuthenticationToken bearer,
      @RequestParam(defaultValue = Paging.DEFAULT_LIMIT) int limit,
      @RequestParam(required = false) @Nullable String after) {
    var account = Owner.account(bearer);
    var orders = listOrders.list(account, Paging.valid(limit), Paging.place(after));
    var next = orders.size() < limit ? null : Paging.behind(orders.getLast());
    return new OrderPage(orders.stream()
        .map(order -> OrderAnswer.of(references.sign(order.key(), account), order,
            settings.payMargin()))
        .toList(), next);
  }
}
