package dev.holdfast.decisions;

import static dev.holdfast.decisions.RequestLog.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result.Announced;
import dev.holdfast.messages.Result.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results are announced while others decide, release and announce. */
class PublishersAtOnceTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("publishers_at_once_test");

  private final AnnounceResults announceResults = INVENTORY.worker().get(AnnounceResults.class);
  private final FreshRanges fresh = new FreshRanges(new AtomicInteger());
  private final RememberedResults topic = INVENTORY.worker().get(RememberedResults.class);

  @Test
  void what_is_decided_while_results_are_sent_is_announced_next() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3)));
    var once = new AtomicBoolean(true);
    topic.meanwhile(() -> {
      if (once.getAndSet(false)) {
        INVENTORY.decide(Ask.place("ada", 1));
      }
    });

    announceAll();

    assertThat(topic.announced()).extracting(row -> row.entry().seq()).containsExactly(1L, 2L);
    assertThat(topic.results().getLast()).isEqualTo(new Progress(SHARD, 2));
  }

  @Test
  void a_smaller_number_that_is_committed_later_is_announced_as_well() throws Exception {
    INVENTORY.decide(new Ask("slow").toOpen(SaleTerms.of(3)), Ask.open(SaleTerms.of(3)));
    announceAll();
    topic.forget();
    var written = new CountDownLatch(1);
    var commit = new CountDownLatch(1);
    var slow = new Thread(() -> INVENTORY.worker().inTransaction(() -> {
      holdOne("slow");
      written.countDown();
      await(commit);
    }));
    slow.start();
    await(written);
    INVENTORY.worker().inTransaction(() -> holdOne(Ask.EVENT));
    topic.meanwhile(() -> {
      commit.countDown();
      join(slow);
    });

    announceAll();

    assertThat(topic.announced()).extracting(Announced::eventId)
        .containsExactlyInAnyOrder("slow", Ask.EVENT);
    assertThat(INVENTORY.count("publication")).isZero();
    INVENTORY.database().superuser().sql("UPDATE inventory.cursor SET next_offset = 99").update();
  }

  @Test
  void decisions_and_progress_overtake_the_releases_of_another_event() {
    INVENTORY.decide(new Ask("ended").toOpen(SaleTerms.of(3)), new Ask("ended").toPlace("ada", 1),
        Ask.open(SaleTerms.of(3)));
    announceAll();
    topic.forget();
    INVENTORY.endHolds();
    INVENTORY.letTimePass();
    INVENTORY.release();
    INVENTORY.decide(Ask.place("bob", 1));

    announceAll();

    assertThat(topic.announced()).extracting(Announced::eventId)
        .containsExactly(Ask.EVENT, "ended");
    assertThat(topic.results().getLast()).isEqualTo(new Progress(SHARD, 5));
  }

  @Test
  void nothing_overtakes_an_event_that_is_announced_again_from_its_beginning() {
    INVENTORY.decide(new Ask("ended").toOpen(SaleTerms.of(3)), new Ask("ended").toPlace("ada", 1),
        Ask.open(SaleTerms.of(3)));
    INVENTORY.endHolds();
    INVENTORY.letTimePass();
    INVENTORY.release();
    announceAll();
    topic.forget();
    INVENTORY.database()
        .superuser()
        .sql("INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)"
            + " SELECT shard, event_id, 1, last_seq FROM inventory.event WHERE event_id = 'ended'")
        .update();
    INVENTORY.decide(Ask.place("bob", 1));

    announceAll();

    assertThat(topic.announced()).extracting(Announced::eventId)
        .containsExactly("ended", "ended", "ended", Ask.EVENT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_one_batch_decided_of_an_event_is_announced_in_parts_and_in_order(boolean remembered) {
    int tickets = 1_200;
    INVENTORY.decide(Ask.open(SaleTerms.of(tickets)));
    INVENTORY.decide(places("ada", tickets));
    INVENTORY.endHolds();
    announceAll();
    topic.forget();
    // Each order takes a ticket of one that is overdue: the first part ends with a release.
    var batch = new ArrayList<Request>(List.of(places("bob", tickets)));
    batch.addFirst(Ask.change(SaleTerms.of(tickets)));
    batch.add(new Ask("other").toOpen(SaleTerms.of(3)));

    var committed = INVENTORY.decide(batch.toArray(Request[]::new));

    assertThat(INVENTORY.count("publication WHERE event_id = '%s'".formatted(Ask.EVENT)))
        .isEqualTo(3);
    if (remembered) {
      fresh.add(committed);
    }
    announceAll();
    assertThat(topic.announced()).filteredOn(row -> row.eventId().equals(Ask.EVENT))
        .extracting(row -> row.entry().seq())
        .hasSize(1 + 2 * tickets)
        .isSorted();
    assertThat(topic.results().getLast()).isInstanceOf(Progress.class);
  }

  private static Request[] places(String account, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Ask.place(account + i, 1))
        .toArray(Request[]::new);
  }

  @RepeatedTest(10)
  void two_publishers_at_once_lose_nothing() {
    int events = 20;
    for (int i = 0; i < 3; i++) {
      INVENTORY.decide(IntStream.range(0, events)
          .mapToObj(event -> new Ask("event-" + event).toOpen(SaleTerms.of(3)))
          .toArray(Request[]::new));
    }

    Race.between(this::announceAll, this::announceAll,
        () -> INVENTORY.decide(new Ask("event-0").toPlace("ada", 1)));
    announceAll();

    assertThat(topic.announced()).extracting(row -> row.eventId() + " " + row.entry().seq())
        .hasSizeGreaterThanOrEqualTo(3 * events + 1);
    assertThat(topic.announced()
        .stream()
        .map(row -> row.eventId() + " " + row.entry().seq())
        .distinct()).hasSize(3 * events + 1);
    assertThat(topic.results()).contains(new Progress(SHARD, 3L * events + 1));
    assertThat(INVENTORY.count("publication")).isZero();
  }

  private void announceAll() {
    while (announceResults.announce(SHARD, fresh)) {
      // until nothing waits
    }
  }

  /** One hold, as a worker would write it. */
  private static void holdOne(String eventId) {
    var book = INVENTORY.worker().get(Events.class).lock(SHARD, List.of(eventId)).getFirst();
    book.hold(Any.order(1), book.now().plusSeconds(60), Any.request(50));
    INVENTORY.worker().get(RecordMoves.class).record(SHARD, List.of(book));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
