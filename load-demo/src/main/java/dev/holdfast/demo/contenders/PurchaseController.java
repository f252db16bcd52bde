package dev.holdfast.demo.contenders;

import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The contract of all contenders: an order is answered with its decision. */
@RestController
class PurchaseController {

  private static final String ACCOUNT = "X-Account";

  private final Purchases purchases;
  private final Connections connections;

  PurchaseController(Purchases purchases, Connections connections) {
    this.purchases = purchases;
    this.connections = connections;
  }

  /** What an organiser sends. */
  record Terms(int capacity) {}

  /** What a buyer sends. */
  record WishBody(int quantity) {}

  @PutMapping("/v1/events/{eventId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void open(@PathVariable String eventId, @RequestBody Terms terms) {
    purchases.open(eventId, terms.capacity);
  }

  @PostMapping("/v1/events/{eventId}/orders")
  ResponseEntity<Answer> buy(
      @PathVariable String eventId,
      @RequestHeader(ACCOUNT) String account,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody WishBody body) {
    var answer = purchases.buy(new Wish(key, account, eventId, body.quantity));
    return ResponseEntity.created(URI.create("/v1/orders/" + key)).body(answer);
  }

  @GetMapping("/v1/orders/{key}")
  ResponseEntity<Answer> show(
      @PathVariable UUID key,
      @RequestHeader(ACCOUNT) String account) {
    return ResponseEntity.of(purchases.find(key, account));
  }

  /** How many connections to use from now on: the benchmark tries which number is best. */
  @PutMapping("/connections/{count}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void use(@PathVariable int count) {
    connections.limit(count);
  }

  @GetMapping("/ready")
  String ready() {
    return "{}";
  }

  @ExceptionHandler
  ResponseEntity<String> refuse(IllegalArgumentException e) {
    return ResponseEntity.badRequest().body(String.valueOf(e.getMessage()));
  }
}
