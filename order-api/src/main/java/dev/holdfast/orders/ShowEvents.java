package dev.holdfast.orders;

import dev.holdfast.orders.model.ShownEvent;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Shows events with their counters, from the view. */
@Service
public class ShowEvents {

  private final Events events;

  ShowEvents(Events events) {
    this.events = events;
  }

  public Optional<ShownEvent> one(String eventId) {
    return events.find(eventId);
  }

  /** Up to {@code limit} events, by id, from behind {@code after} on. */
  public List<ShownEvent> page(int limit, String after) {
    return events.page(limit, after);
  }
}
