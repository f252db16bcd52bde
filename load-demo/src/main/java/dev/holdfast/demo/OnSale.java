package dev.holdfast.demo;

import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.crowd.Crowd;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Sale;
import dev.holdfast.demo.processes.Target;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import java.time.Duration;
import java.time.Instant;

/** Opens an event, lets the crowd order all at once, and watches until everybody is served. */
final class OnSale {

  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
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
    new Organiser(target.api(), token(Role.ORGANISER)).open(eventId, terms());
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

  private EventTerms terms() {
    return new EventTerms("The on-sale", plan.tickets(), PRICE_MINOR, "EUR",
        Math.toIntExact(plan.hold().toSeconds()), LIMIT, LIMIT, null, null, SaleState.OPEN,
        LatePayment.REFUND);
  }

  private String token(Role role) {
    return target.mint().mint(role, role.wire(), Instant.now(), TOKEN_LIFE);
  }
}
