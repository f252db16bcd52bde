package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.IdempotencyKey;
import dev.holdfast.demo.crowd.PatientClient;
import dev.holdfast.demo.processes.Trouble;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;

/** Somebody with a connection of his own who buys one ticket after the other. */
abstract class Shopper implements AutoCloseable {

  private static final String WISH = "{\"quantity\":1}";

  private final SplittableRandom random = new SplittableRandom();
  private final PatientClient client;
  private final Told told;

  Shopper(URI api, Told told, Deadline deadline) {
    this.told = told;
    client = new PatientClient(api, deadline, random, told.troubles());
  }

  /** Opens the connection, and a session where there are sessions. */
  abstract void signIn();

  /** Orders one ticket and waits for the final answer. */
  final void buy(String eventId) {
    told.note(decide(order(eventId)));
  }

  /** Orders one ticket and does not wait for more than the first answer. */
  final void place(String eventId) {
    accept(order(eventId));
    told.notePlaced();
  }

  private HttpRequest order(String eventId) {
    return signed(HttpRequest.post("/v1/events/" + eventId + "/orders", WISH)
        .with("Idempotency-Key", IdempotencyKey.at(System.currentTimeMillis(), random)));
  }

  /** Asks once for the status of the order bought last. */
  abstract void look();

  /** Sends the order and says where its status is. */
  abstract String accept(HttpRequest order);

  /** Sends the order and says how it was decided: HELD or REJECTED. */
  abstract String decide(HttpRequest order);

  /** The request on behalf of this shopper. */
  abstract HttpRequest signed(HttpRequest request);

  /** The answer, which must have one of those statuses. */
  final HttpAnswer ask(HttpRequest request, Integer... statuses) {
    var answer = client.ask(request);
    if (!List.of(statuses).contains(answer.status())) {
      throw new Trouble("%s %s answered %s".formatted(request.method(), request.target(),
          answer.describe()));
    }
    return answer;
  }

  @Override
  public final void close() {
    client.close();
  }
}
