package dev.holdfast.simulation.cast;

import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Placed;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RawRecord;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ProjectedOrder;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Customers: they place, look at the view, pay in the last moment, cancel, repeat themselves. */
final class Crowd {

  private static final Duration LONGEST_WAIT = Duration.ofMillis(80);

  private final World world;
  private final Wishes wishes;
  private final List<PlaceOrder> placed;
  private final List<Request> said;
  private int toSay;

  Crowd(World world, Wishes wishes) {
    this.world = world;
    this.wishes = wishes;
    this.placed = new ArrayList<>();
    this.said = new ArrayList<>();
    this.toSay = 20 + world.random().nextInt(40);
  }

  boolean isDone() {
    return toSay <= 0;
  }

  void openSales() {
    for (int event = 0; event < wishes.events(); event++) {
      say(wishes.open(event));
    }
  }

  void sayAll() {
    while (!isDone()) {
      if (world.random().nextInt(3) == 0) {
        world.scheduler()
            .sleep(Duration.ofMillis(
                world.random().nextLong(LONGEST_WAIT.toMillis())));
      }
      toSay--;
      sayOne();
    }
  }

  private void sayOne() {
    int dice = world.random().nextInt(100);
    if (dice < 45 || placed.isEmpty()) {
      place();
    } else if (dice < 78) {
      pay(any(placed));
    } else if (dice < 88) {
      say(wishes.cancel(any(placed)));
    } else if (dice < 96) {
      say(wishes.change());
    } else {
      mumble();
    }
    if (!said.isEmpty() && world.faults().strikes(Fault.DUPLICATE)) {
      say(any(said));
    }
  }

  private void place() {
    var place = wishes.place();
    placed.add(place);
    say(place);
  }

  private void pay(PlaceOrder order) {
    var view = view(order);
    if (view != null && view.status() == OrderStatus.HELD && view.holdUntil() != null
        && world.random().nextBoolean()) {
      var lastMoment = view.holdUntil().minusMillis(world.random().nextInt(-5, 30));
      world.scheduler()
          .await("waits for the last moment", lastMoment,
              () -> !world.clocks().broker().isBefore(lastMoment));
    }
    say(wishes.pay(order));
  }

  private @Nullable ProjectedOrder view(PlaceOrder order) {
    return world.views()
        .orders()
        .committed(new OrderKey(order.eventId(), order.orderId()));
  }

  private void say(Request request) {
    said.add(request);
    world.scheduler().step("says", request);
    if (world.faults().strikes(Fault.REORDER)) {
      world.network().carry("a request", () -> append(request));
    } else {
      append(request);
    }
  }

  private void append(Request request) {
    var position = new RequestPosition(request.requestId(), world.requests().end(),
        world.clocks().broker(), null);
    world.requests().append(new Decidable(request, position, 0));
  }

  /** A record that nobody can read; sometimes its headers tell which order it wanted to place. */
  private void mumble() {
    var place = wishes.place();
    world.scheduler().step("mumbles", place);
    var raw = new RawRecord(null, Map.of(), null);
    world.requests()
        .append(new Unreadable(world.requests().end(), 0, world.clocks().broker(), raw,
            "mumbled", world.random().nextBoolean()
                ? new Placed(place.eventId(), place.orderId())
                : null));
  }

  private <T> T any(List<T> list) {
    return list.get(world.random().nextInt(list.size()));
  }
}
