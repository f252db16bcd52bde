package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.orders.model.ShownEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventDirectoryTest {

  private static final Duration SECONDS = Duration.ofSeconds(10);

  @Test
  void what_many_ask_for_while_one_read_runs_is_one_read() throws InterruptedException {
    var events = new SlowEvents();
    var directory = new EventDirectory(events);
    var first = Thread.ofVirtual().start(() -> directory.find("first"));
    await().atMost(SECONDS).until(() -> events.reads.size() == 1);
    var names = IntStream.range(0, 100).mapToObj(number -> "event-" + number).toList();
    var others = names.stream()
        .map(name -> Thread.ofVirtual().start(() -> directory.find(name)))
        .toList();
    await().atMost(SECONDS)
        .until(() -> others.stream().allMatch(asking -> asking.getState() == Thread.State.WAITING));

    events.answer.countDown();

    first.join();
    for (var asking : others) {
      asking.join();
    }
    assertThat(events.reads).hasSize(2);
    assertThat(events.reads.getLast()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void after_a_read_that_failed_the_next_one_is_tried() {
    var events = new SlowEvents();
    var directory = new EventDirectory(events);
    events.answer.countDown();
    events.failing = true;

    assertThatThrownBy(() -> directory.find("first")).hasMessage("no database");

    events.failing = false;
    assertThat(directory.find("first")).isEmpty();
  }

  /** Knows no event, and says so once it may. */
  private static final class SlowEvents implements Events {

    final List<List<String>> reads = new CopyOnWriteArrayList<>();
    final CountDownLatch answer = new CountDownLatch(1);
    volatile boolean failing;

    @Override
    public Optional<ShownEvent> find(String eventId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ShownEvent> findAll(Collection<String> eventIds) {
      reads.add(List.copyOf(eventIds));
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failing) {
        throw new IllegalStateException("no database");
      }
      return List.of();
    }

    @Override
    public List<ShownEvent> page(int limit, String after) {
      throw new UnsupportedOperationException();
    }
  }
}
