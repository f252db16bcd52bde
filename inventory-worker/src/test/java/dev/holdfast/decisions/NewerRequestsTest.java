package dev.holdfast.decisions;

import static dev.holdfast.decisions.RunningWorker.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.kafka.NextDecoder;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A request that only the next version of the worker can read. */
class NewerRequestsTest {

  @Test
  void it_halts_its_shard_and_no_other_until_the_newer_worker_decides_it() {
    var ask = new Ask("newer-" + UUID.randomUUID());
    PlaceOrder newer = ask.toPlace("ann", 1);
    PlaceOrder behind = ask.toPlace("bob", 1);

    try (var worker = new RunningWorker()) {
      int shard = worker.send(ask.toOpen(SaleTerms.of(1)));
      worker.sendAs(NextDecoder.TYPE, newer);
      worker.send(behind);

      var states = worker.get(ShardStates.class);
      await().atMost(PATIENCE).until(() -> states.halted(shard));
      assertThat(states.wrong().toString()).contains(NextDecoder.TYPE, "start the newer");
      var elsewhere = onAnotherShard(worker, shard);
      worker.awaitDecided(elsewhere);
      assertThat(worker.statusOf(newer)).isEqualTo("PENDING");
      assertThat(worker.statusOf(behind)).isEqualTo("PENDING");
    }

    try (var next = new RunningWorker(NextDecoder.class)) {
      next.awaitDecided(behind);
      assertThat(next.statusOf(newer)).isEqualTo("HELD");
      assertThat(next.statusOf(behind)).isEqualTo("REJECTED");
    }
  }

  @Test
  void what_came_before_it_is_decided_and_the_old_worker_goes_on_once_it_is_decided() {
    var ask = new Ask("newer-" + UUID.randomUUID());
    var before = ask.toPlace("ann", 1);
    var behind = ask.toPlace("bob", 1);
    try (var worker = new RunningWorker()) {
      int shard = worker.send(ask.toOpen(SaleTerms.of(2)));
      worker.send(before);
      worker.sendAs(NextDecoder.TYPE, ask.toPlace("cleo", 1));
      worker.send(behind);
      var states = worker.get(ShardStates.class);
      await().atMost(PATIENCE).until(() -> states.halted(shard));
      assertThat(worker.statusOf(before)).isEqualTo("HELD");

      // As a newer worker that has the shard for a while.
      worker.whileAnotherJoins(_ -> worker.database()
          .sql("UPDATE cursor SET next_offset = next_offset + 1 WHERE shard = " + shard)
          .update());

      worker.awaitDecided(behind);
      assertThat(worker.statusOf(behind)).isEqualTo("HELD");
      assertThat(states.halted(shard)).isFalse();
    }
  }

  private static PlaceOrder onAnotherShard(RunningWorker worker, int shard) {
    while (true) {
      var ask = new Ask("other-" + UUID.randomUUID());
      if (worker.send(ask.toOpen(SaleTerms.of(1))) != shard) {
        var place = ask.toPlace("eve", 1);
        worker.send(place);
        return place;
      }
    }
  }
}
