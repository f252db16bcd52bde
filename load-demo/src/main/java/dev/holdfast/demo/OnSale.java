package dev.holdfast.demo;

import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Crowd;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Sale;
import dev.holdfast.demo.processes.Target;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Opens an event, lets the crowd order all at once, and watches until everybody is served. */
final class OnSale {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final Duration OPENING_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SIGN_IN_PATIENCE = Duration.ofMinutes(2);
  private static final int LOOK_EVERY_MILLIS = 50;
  private static final int PRICE_MINOR = 4_500;
  private static final int LIMIT = 4;

  private final Target target;
  private final SalePlan plan;
  private final Screen screen;
  private final Watch watch;

  OnSale(Target target, SalePlan plan, Screen screen, Watch watch) {
    this.target = target;
    this.plan = plan;
    this.screen = screen;
    this.watch = watch;
  }

  /** What goes on beside the buyers. */
  interface Watch {

    /** The gate has just opened. */
    void started();

    /** Called several times a second; throws if the system is broken beyond hope. */
    void look();
  }

  /** Runs the whole sale. */
  SaleRun run() throws InterruptedException {
    var eventId = plan.eventId();
    openEvent(eventId);
    screen.say("Event %s is open: %,d tickets, %,d buyers, hold %s, seed %d".formatted(eventId,
        plan.tickets(), plan.crowd().buyers(), Durations.show(plan.hold()),
        plan.crowd().seed()));
    var sale = new Sale(target.api(), eventId, token(Role.PAYMENTS), plan.persistent());
    var deadline = Deadline.in(plan.timeout().plus(SIGN_IN_PATIENCE));
    try (var crowd = Crowd.gather(plan.crowd(), sale, deadline)) {
      awaitGathering(crowd);
      crowd.start();
      watch.started();
      awaitEnd(crowd);
      return new SaleRun(plan, eventId, crowd);
    }
  }

  private void awaitGathering(Crowd crowd) throws InterruptedException {
    long start = System.nanoTime();
    var patience = Deadline.in(SIGN_IN_PATIENCE);
    while (!crowd.isGathered() && !patience.isOver()) {
      watch.look();
      screen.progress(System.nanoTime() - start, "signed in %d/%d".formatted(
          crowd.tally().connected(), plan.crowd().buyers()));
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    if (crowd.tally().connected() < plan.crowd().buyers()) {
      throw new Trouble("Only %d of %d buyers could sign in: %s".formatted(
          crowd.tally().connected(), plan.crowd().buyers(),
          crowd.crashes().stream().findFirst().orElse("no answer in time")));
    }
    screen.say("%,d buyers are connected and signed in; all order now".formatted(
        plan.crowd().buyers()));
  }

  private void awaitEnd(Crowd crowd) throws InterruptedException {
    var deadline = Deadline.in(plan.timeout());
    while (!crowd.isDone() && !deadline.isOver()) {
      watch.look();
      screen.progress(System.nanoTime() - crowd.openedNanos(), crowd.tally().line());
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    screen.say("%6.1fs  %s".formatted((System.nanoTime() - crowd.openedNanos()) / 1e9,
        crowd.tally().line()));
    crowd.close();
    var grace = Deadline.in(Duration.ofSeconds(5));
    while (!crowd.isDone() && !grace.isOver()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private void openEvent(String eventId) throws InterruptedException {
    var request = HttpRequest.put("/v1/events/" + eventId, JSON.writeValueAsString(terms()))
        .as(token(Role.ORGANISER));
    var deadline = Deadline.in(OPENING_PATIENCE);
    try (var connection = new HttpConnection(target.api(), OPENING_PATIENCE)) {
      while (true) {
        var answer = send(connection, request);
        if (answer.status() == 200 || answer.status() == 201) {
          return;
        }
        boolean later = answer.status() == 202 || answer.status() >= 500;
        if (!later || deadline.isOver()) {
          throw new Trouble("The event could not be opened: " + answer.describe());
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    }
  }

  private HttpAnswer send(HttpConnection connection, HttpRequest request) {
    try {
      return connection.send(request);
    } catch (IOException e) {
      throw new Trouble("%s does not answer: %s".formatted(target.api(), e.getMessage()), e);
    }
  }

  /** Absent bounds of the sale window are left out: order-api knows no null. */
  private Object terms() {
    var terms = new EventTerms("The on-sale", plan.tickets(), PRICE_MINOR, "EUR",
        Math.toIntExact(plan.hold().toSeconds()), LIMIT, LIMIT, null, null, SaleState.OPEN,
        LatePayment.REFUND);
    var fields = new LinkedHashMap<String, Object>();
    JSON.valueToTree(terms)
        .properties()
        .stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private String token(Role role) {
    return target.mint().mint(role, role.wire(), Instant.now(), TOKEN_LIFE);
  }
}
