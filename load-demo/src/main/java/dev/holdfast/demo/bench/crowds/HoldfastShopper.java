package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import java.net.URI;

/** A shopper at Holdfast: his order is accepted at once, and he waits at its status. */
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
    statusUrl = accept(order);
    var waiting = signed(HttpRequest.get(statusUrl)).with("Prefer", "wait=20");
    while (true) {
      var status = ask(waiting, 200).required("status");
      if (!status.equals("PENDING")) {
        return status;
      }
    }
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
