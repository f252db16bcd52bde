package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A shopper at a contender, which knows no sessions and answers an order with its decision. */
final class ContenderShopper extends Shopper {

  private static final UUID NOBODYS = new UUID(0, 0);
  private static final AtomicLong NUMBER = new AtomicLong();

  private final String account = "shopper-" + NUMBER.incrementAndGet();
  private String statusUrl = "";

  ContenderShopper(URI api, Told told, Deadline deadline) {
    super(api, told, deadline);
  }

  /** Asks for an order that is not there: both the buyer and the database are connected then. */
  @Override
  void signIn() {
    ask(signed(HttpRequest.get("/v1/orders/" + NOBODYS)), 404);
  }

  @Override
  String accept(HttpRequest order) {
    return ask(order, 201).header("location").orElseThrow();
  }

  @Override
  String decide(HttpRequest order) {
    var answer = ask(order, 201);
    statusUrl = answer.header("location").orElseThrow();
    return answer.required("status");
  }

  @Override
  void look() {
    ask(signed(HttpRequest.get(statusUrl)), 200);
  }

  @Override
  HttpRequest signed(HttpRequest request) {
    return request.with("X-Account", account);
  }
}
