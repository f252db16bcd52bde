package dev.holdfast.orders;

import dev.holdfast.messages.Entry;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Answers organisers while a test is busy otherwise: every wish about an event is granted. */
final class Clerk implements AutoCloseable {

  private final Inventory inventory;
  private final AtomicLong seq = new AtomicLong(1_000);
  private final ScheduledExecutorService office = Executors.newSingleThreadScheduledExecutor();

  Clerk(Api api) {
    inventory = new Inventory(api.stack().bootstrapServers());
    var _ = office.scheduleWithFixedDelay(() -> inventory.newRequests().forEach(this::answer), 0,
        20, TimeUnit.MILLISECONDS);
  }

  private void answer(Request request) {
    switch (request) {
      case Request.OpenEvent open ->
        inventory.announce(new Result.EventOpened(entry(open), open.terms()));
      case Request.ChangeEvent change ->
        inventory.announce(new Result.EventChanged(entry(change), change.terms()));
      case Request.PlaceOrder _,Request.ConfirmPayment _,Request.CancelOrder _ -> {}
    }
  }

  private Entry entry(Request request) {
    return Inventory.entry(request.eventId(), 1, seq.incrementAndGet(), request.requestId(), 0);
  }

  @Override
  public void close() {
    office.shutdownNow();
    office.close();
    inventory.close();
  }
}
