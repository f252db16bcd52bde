package dev.holdfast.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next version comes and goes while this one sells: docs/operations.md, tried. */
class NextVersionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SHARDS = 8;
  private static final int EVENTS_PER_SHARD = 2;
  private static final int CAPACITY = 100;
  private static final int HOLD_SECONDS = 2;

  @TempDir
  private Path folder;

  @Test
  void both_versions_decide_side_by_side_and_the_old_one_goes_on_alone() throws Exception {
    var system = RunningSystem.shared();
    var events = openEvents(system);
    try (var next = NextWorker.start(folder, system);
        var buyers = new SteadyBuyers(events, system);
        var writers = new Writers(system.bootstrapServers())) {
      next.awaitReady();
      // Who decides from here on, decides on the next version's schema.
      assertThat(system.count("SELECT count(*) FROM inventory.ledger"
          + " WHERE added_later = 'nobody said'")).isPositive();
      await("both decide").pollInSameThread()
          .atMost(PATIENCE)
          .until(writers::lately, by -> by.containsValue(true) && by.containsValue(false));
      for (var eventId : events) {
        writers.askAsNext(eventId);
      }

      next.stop();
      await("the old one decides everything").pollInSameThread()
          .atMost(PATIENCE)
          .until(writers::lately, by -> !by.containsValue(true));
      buyers.stop();
      assertThat(buyers.moved()).isPositive();
      system.audit();
      assertThat(system.count("SELECT count(*) FROM inventory.orders"
          + " WHERE event_id LIKE 'rolling-%'")).isEqualTo(buyers.accepted() + events.size());
    }
    assertThat(system.count("SELECT count(*) FROM inventory.quarantine")).isZero();
  }

  /** So many that every shard always has something to decide. */
  private static List<String> openEvents(RunningSystem system) throws Exception {
    var events = new ArrayList<String>();
    var perShard = new int[SHARDS];
    while (events.size() < SHARDS * EVENTS_PER_SHARD) {
      var eventId = "rolling-" + UUID.randomUUID();
      int shard = Utils.toPositive(Utils.murmur2(eventId.getBytes(UTF_8))) % SHARDS;
      if (perShard[shard]++ < EVENTS_PER_SHARD) {
        assertThat(system.openEvent(eventId, CAPACITY, HOLD_SECONDS).status()).isIn(200, 201);
        events.add(eventId);
      }
    }
    return events;
  }
}
