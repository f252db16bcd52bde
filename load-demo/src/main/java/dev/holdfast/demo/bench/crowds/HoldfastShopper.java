package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import java.net.URI;

/** A shopper at Holdfast who asks to wait for the decision. */
final class HoldfastShopper extends Shopper {

  private String token = "";
  private String statusUrl = "";

  HoldfastShopper(URI api, Told told, Deadline deadline) {
    super(api, told, deadline);
  }

  @Override
  void signIn() {
    token = ask(HttpRequest.post("/v1/sessions", null), 201).required("token");
  }

  @Override
  String accept(HttpRequest order) {
    return ask(order, 202).required("statusUrl");
  }

  @Override
  String decide(HttpRequest order) {
    var answer = ask(order.with("Prefer", "wait=20"), 200, 202);
    statusUrl = "/v1/orders/" + answer.required("ref");
    while (answer.required("status").equals("PENDING")) {
      answer = ask(signed(HttpRequest.get(statusUrl)).with("Prefer", "wait=20"), 200);
    }
    return answer.required("status");
  }

  @Override
  void look() {
    ask(signed(HttpRequest.get(statusUrl)), 200);
  }

  @Override
  HttpRequest signed(HttpRequest request) {
    return request.as(token);
  }
}
