package dev.holdfast.orders;

import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;

/** An event on sale, a guest who can buy, and the inventory that decides. */
final class Sale implements AutoCloseable {

  private final Api api;
  private final Inventory inventory;
  private final Api.Guest guest;
  private final String eventId;

  private Sale(Api api, Inventory inventory, String eventId) {
    this.api = api;
    this.inventory = inventory;
    this.guest = api.guest();
    this.eventId = eventId;
  }

  /** Opens an event and waits until orders for it are taken. */
  static Sale on(Api api) {
    var inventory = new Inventory(api.stack().bootstrapServers());
    var eventId = inventory.opened();
    await().until(() -> api.call("GET", "/v1/events/" + eventId).send().status() == 200);
    return new Sale(api, inventory, eventId);
  }

  Inventory inventory() {
    return inventory;
  }

  Api.Guest guest() {
    return guest;
  }

  String eventId() {
    return eventId;
  }

  /** A guest's order for one ticket, under a new key. */
  Answer order() {
    return guest.order(eventId, Api.newKey(), 1).send();
  }

  /** The first order that reached the topic since the last look. */
  Request.PlaceOrder placed() {
    return (Request.PlaceOrder) inventory.newRequests().getFirst();
  }

  /** Announces results and waits until they are in the views. */
  void project(Result... results) {
    inventory.announce(results);
    inventory.awaitProjected(api.bean(Positions.class), Inventory.shardOf(eventId));
  }

  @Override
  public void close() {
    inventory.close();
  }
}
