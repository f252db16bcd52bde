package dev.holdfast.orders;

import dev.holdfast.orders.model.ShownEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The events that were opened, as projected so far. */
public interface Events {

  Optional<ShownEvent> find(String eventId);

  /** Those of the events that were opened. */
  List<ShownEvent> findAll(Collection<String> eventIds);

  /** Up to {@code limit} events, by id, from behind {@code after} on. */
  List<ShownEvent> page(int limit, String after);
}
