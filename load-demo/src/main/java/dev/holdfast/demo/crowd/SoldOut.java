package dev.holdfast.demo.crowd;

import dev.holdfast.demo.client.HttpRequest;
import java.util.Random;

/** Watches the event until every ticket is paid, so that interested buyers know when to go. */
final class SoldOut implements Runnable {

  private static final int LOOK_EVERY_MILLIS = 250;

  private final Sale sale;
  private final Deadline deadline;
  private volatile boolean soldOut;

  SoldOut(Sale sale, Deadline deadline) {
    this.sale = sale;
    this.deadline = deadline;
  }

  @Override
  public void run() {
    try (var client = new PatientClient(sale.apis(), deadline, new Random(), new Tally())) {
      while (!soldOut) {
        var event = client.ask(HttpRequest.get("/v1/events/" + sale.eventId())).json();
        soldOut = event.path("sold").intValue(0) >= event.path("capacity").intValue(1);
        client.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (OutOfTime e) {
      // The buyers' own time is over as well.
      return;
    }
  }

  boolean isSoldOut() {
    return soldOut;
  }
}
