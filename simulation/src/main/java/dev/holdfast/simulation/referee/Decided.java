package dev.holdfast.simulation.referee;

import static dev.holdfast.simulation.model.Violation.unless;

import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Misread;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.world.World;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the tables answer every record of a stretch of the log. */
final class Decided {

  private final World world;

  Decided(World world) {
    this.world = world;
  }

  void check(long from, long end) {
    for (long offset = from; offset < end; offset++) {
      boolean answered = switch (world.requests().at(offset)) {
        case Decidable(var request, _, _) -> isAnswered(request);
        case Unreadable _,Misread _ ->
          world.inventory().quarantine().committed(offset) != null;
        case Ticked _ -> true;
      };
      unless(answered, Invariant.I8, "the request at", offset, "got lost:",
          world.requests().at(offset));
    }
  }

  private boolean isAnswered(Request request) {
    return switch (request) {
      case PlaceOrder place -> world.inventory()
          .orders()
          .committed(new Orders.Key(place.eventId(), place.orderId())) != null;
      case ConfirmPayment payment -> isKnown(payment) || isInLedger(payment.requestId());
      case CancelOrder _,OpenEvent _,ChangeEvent _ -> isInLedger(request.requestId());
    };
  }

  private boolean isKnown(ConfirmPayment payment) {
    return world.inventory()
        .payments()
        .committed()
        .stream()
        .anyMatch(row -> row.payment().payment().paymentId().equals(payment.paymentId())
            && row.payment().payment().orderId().equals(payment.orderId()));
  }

  private boolean isInLedger(UUID requestId) {
    return world.inventory()
        .ledger()
        .committed()
        .stream()
        .anyMatch(entry -> isOf(entry.request(), requestId));
  }

  private static boolean isOf(@Nullable RequestPosition request, UUID requestId) {
    return request != null && request.requestId().equals(requestId);
  }
}
