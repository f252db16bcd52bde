package dev.holdfast.decisions;

import static dev.holdfast.decisions.RunningWorker.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.context.annotation.Primary;

/** One consumer goes on whatever a batch throws, or halts the shard. */
@TestInstance(Lifecycle.PER_CLASS)
class TroubleOnKafkaTest {

  private final Ask ask = new Ask("trouble-" + UUID.randomUUID());
  private RunningWorker worker;
  private Errors errors;
  private int shard;

  @BeforeAll
  void start() {
    worker = new RunningWorker(Errors.class);
    errors = worker.get(Errors.class);
    shard = worker.send(ask.toOpen(SaleTerms.of(50)));
  }

  @AfterAll
  void stop() {
    worker.database().sql("DROP FUNCTION IF EXISTS taken_away() CASCADE").update();
    worker.close();
  }

  @Test
  void an_error_that_one_record_meets_is_isolated_and_its_shard_goes_on() {
    var eve = ask.toPlace("eve", 1);
    errors.whenever(eve, 1_000, new StackOverflowError());
    worker.send(eve);
    var bob = place();

    worker.awaitDecided(bob);

    assertThat(worker.statusOf(eve)).isEqualTo("REJECTED");
    assertThat(worker.statusOf(bob)).isEqualTo("HELD");
  }

  @Test
  void a_machine_that_was_short_of_memory_tries_again_and_quarantines_nothing() {
    var ada = ask.toPlace("ada", 1);
    errors.whenever(ada, 2, new OutOfMemoryError("as the test wants"));
    worker.send(ada);

    worker.awaitDecided(ada);

    assertThat(worker.statusOf(ada)).isEqualTo("HELD");
    await().atMost(PATIENCE)
        .until(() -> !worker.get(ShardStates.class)
            .wrong()
            .containsKey("shard-%d APPLYING".formatted(shard)));
  }

  @Test
  void rows_that_somebody_else_took_away_halt_the_shard_after_three_tries() {
    var halted = openElsewhere();
    int its = worker.send(halted.toOpen(SaleTerms.of(50)));
    var first = halted.toPlace("ada", 1);
    worker.send(first);
    worker.awaitDecided(first);
    worker.database().sql("""
        CREATE FUNCTION taken_away() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN RETURN NULL; END';
        CREATE TRIGGER taken_away BEFORE UPDATE ON event FOR EACH ROW
          WHEN (OLD.event_id = '%s') EXECUTE FUNCTION taken_away()
        """.formatted(halted.eventId())).update();
    var waiting = halted.toPlace("bob", 1);
    worker.send(waiting);

    var states = worker.get(ShardStates.class);
    await().atMost(PATIENCE).until(() -> states.halted(its));

    assertThat(states.wrong().get("shard-%d HALTED".formatted(its)))
        .contains("3 times in a row", "rows of event");
    assertThat(errors.tries(waiting)).isEqualTo(3);
    assertThat(worker.statusOf(waiting)).isEqualTo("PENDING");
  }

  /** An event on another shard than that of the other tests. */
  private Ask openElsewhere() {
    return Stream.generate(() -> new Ask("taken-" + UUID.randomUUID()))
        .filter(other -> worker.send(other.toOpen(SaleTerms.of(50))) != shard)
        .findFirst()
        .orElseThrow();
  }

  private PlaceOrder place() {
    var place = ask.toPlace("bob", 1);
    worker.send(place);
    return place;
  }

  /** Throws for some orders what a test wants, so many times. */
  @Primary
  static class Errors implements Decider {

    private record Planned(int times, Error error) {}

    private final DecideBatch decideBatch;
    private final Map<UUID, Planned> planned = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> tries = new ConcurrentHashMap<>();

    Errors(DecideBatch decideBatch) {
      this.decideBatch = decideBatch;
    }

    void whenever(PlaceOrder place, int times, Error error) {
      planned.put(place.orderId(), new Planned(times, error));
    }

    int tries(PlaceOrder place) {
      return tries.getOrDefault(place.orderId(), 0);
    }

    @Override
    public List<Range> decide(RequestBatch batch) {
      for (var record : batch.records()) {
        if (record instanceof Decidable(PlaceOrder place, _, _)) {
          int earlier = tries(place);
          tries.merge(place.orderId(), 1, Integer::sum);
          var plan = planned.get(place.orderId());
          if (plan != null && earlier < plan.times()) {
            throw plan.error();
          }
        }
      }
      return decideBatch.decide(batch);
    }
  }
}
