package dev.holdfast.demo.contenders;

import dev.holdfast.demo.contenders.EventStream.State;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Event sourcing: the state is replayed from the newest snapshot on, and a decision is appended
 * under the next number of its stream. Who finds the number taken replays and decides again.
 */
@Service
@Profile("event-sourcing")
class EventSourcing implements Purchases {

  private static final int SNAPSHOT_EVERY = 50;

  private final EventStream stream;
  private final Connections connections;

  EventSourcing(JdbcClient jdbc, Connections connections) {
    this.stream = new EventStream(jdbc);
    this.connections = connections;
  }

  @Override
  public void open(String eventId, int capacity) {
    stream.open(eventId, capacity);
  }

  @Override
  public Answer buy(Wish wish) {
    for (int attempts = 1;; attempts++) {
      var answer = connections.use(() -> attempt(wish));
      if (answer.isPresent()) {
        return answer.get();
      }
      Pause.after(attempts);
    }
  }

  @Override
  public Optional<Answer> find(UUID key, String account) {
    return connections.use(() -> stream.find(key, account));
  }

  /** Nothing if somebody else has appended under our number. */
  private Optional<Answer> attempt(Wish wish) {
    var state = stream.replay(wish.eventId());
    if (wish.quantity() > state.available()) {
      return stream.reject(wish) ? Optional.of(wish.rejected()) : first(wish);
    }
    var next = new State(state.seq() + 1, state.available() - wish.quantity());
    if (!stream.append(wish, next.seq())) {
      return stream.find(wish.key(), wish.account());
    }
    if (next.seq() % SNAPSHOT_EVERY == 0) {
      stream.snapshot(wish.eventId(), next);
    }
    return Optional.of(wish.held());
  }

  private Optional<Answer> first(Wish wish) {
    return Optional.of(
        stream.find(wish.key(), wish.account()).orElseThrow(() -> Tables.taken(wish)));
  }
}
