package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Decide;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Misread;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.decisions.model.SaleDesk;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.RequestPosition;
import io.micrometer.core.instrument.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides a batch of requests of one partition, in the order of their offsets.
 *
 * <p>One READ COMMITTED transaction. Locks, always in this order: the cursor row, the event rows by
 * ascending id; nothing that feeds a decision is read before. A redelivered record is below the
 * cursor and is skipped; a redelivered request is found in the tables and changes nothing.
 */
@Service
public class DecideBatch implements Decider {

  private static final Logger log = LoggerFactory.getLogger(DecideBatch.class);

  private final Cursors cursors;
  private final Events events;
  private final Desks desks;

  DecideBatch(Cursors cursors, Events events, Desks desks) {
    this.cursors = cursors;
    this.events = events;
    this.desks = desks;
  }

  @Override
  @Transactional
  public List<Range> decide(RequestBatch batch) {
    var cursor = cursors.lock(batch.topic(), batch.shard());
    var fresh = cursor.admit(batch.records());
    if (fresh.isEmpty()) {
      return List.of();
    }
    var wanted = Wanted.by(fresh);
    var books = lockEvents(batch, wanted.eventIds());
    var open = desks.open(batch.shard(), books, wanted);
    fresh.forEach(record -> decide(open, record));
    var ranges = desks.close(batch, fresh, open.values());
    cursors.advance(cursor.after(fresh));
    AfterCommit.run(() -> tell(batch, fresh, books.size()));
    return ranges;
  }

  private static void tell(RequestBatch batch, List<Incoming> decided, int events) {
    long requests = decided.stream().filter(record -> !(record instanceof Ticked)).count();
    if (requests > 0) {
      Metrics.counter("holdfast.requests.decided").increment((double) requests);
      log.atInfo()
          .addKeyValue("shard", batch.shard())
          .addKeyValue("requests", requests)
          .addKeyValue("events", events)
          .addKeyValue("nextOffset", decided.getLast().offset() + 1)
          .log("Decided");
    }
  }

  private List<EventBook> lockEvents(RequestBatch batch, SortedSet<String> eventIds) {
    if (eventIds.isEmpty()) {
      return List.of();
    }
    var books = new ArrayList<>(events.lock(batch.shard(), eventIds));
    var missing = new TreeSet<>(eventIds);
    books.forEach(book -> missing.remove(book.eventId()));
    if (!missing.isEmpty()) {
      events.addUnknown(batch.shard(), batch.topic(), missing);
      books.addAll(events.lock(batch.shard(), missing));
    }
    return books;
  }

  private static void decide(Map<String, SaleDesk> desks, Incoming record) {
    switch (record) {
      case Decidable(var request, var position, _) ->
        Decide.on(Desks.at(desks, request.eventId()), request, position);
      case Unreadable unreadable when unreadable.placed() != null -> {
        var placed = unreadable.placed();
        Decide.onUnreadable(Desks.at(desks, placed.eventId()), placed.orderId(),
            new RequestPosition(placed.orderId(), unreadable.offset(), unreadable.appendedAt(),
                null));
      }
      case Misread misread -> throw new IllegalStateException(
          "offset %d can't be read: %s".formatted(misread.offset(), misread.bug()),
          misread.bug());
      case Unreadable _,Ticked _ -> {}
    }
  }
}
