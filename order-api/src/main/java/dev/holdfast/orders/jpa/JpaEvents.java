package dev.holdfast.orders.jpa;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.orders.Events;
import dev.holdfast.orders.model.ShownEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JpaEvents implements Events {

  // As messages are read: terms that a newer version wrote may hold more.
  private static final JsonMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private final EventRows rows;

  JpaEvents(EventRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<ShownEvent> find(String eventId) {
    return rows.find(eventId).map(JpaEvents::event);
  }

  @Override
  public List<ShownEvent> findAll(Collection<String> eventIds) {
    return rows.findAll(eventIds).stream().map(JpaEvents::event).toList();
  }

  @Override
  public List<ShownEvent> page(int limit, String after) {
    return rows.page(after, Limit.of(limit)).stream().map(JpaEvents::event).toList();
  }

  private static ShownEvent event(EventRow row) {
    return row.toEvent(JSON.readValue(row.terms(), EventTerms.class));
  }
}
