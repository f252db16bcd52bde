package dev.holdfast.decisions;

import static dev.holdfast.decisions.RunningWorker.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The worker as it runs, with a bug that eve's orders bring to light. */
class BugsOnKafkaTest {

  private static final JdbcClient DATABASE =
      JdbcClient.create(LocalStack.shared().dataSource("inventory"));

  private final Ask ask = new Ask("bugs-" + UUID.randomUUID());

  @AfterEach
  void nobody_is_eve() {
    DATABASE.sql("ALTER TABLE orders DROP CONSTRAINT IF EXISTS nobody_is_eve").update();
  }

  @Test
  void one_record_is_quarantined_and_too_many_halt_the_shard_until_a_person_has_acted() {
    PlaceOrder last;
    try (var worker = new RunningWorker()) {
      DATABASE.sql("ALTER TABLE orders ADD CONSTRAINT nobody_is_eve CHECK (account_id <> 'eve')")
          .update();
      int shard = worker.send(ask.toOpen(SaleTerms.of(50)));
      var eve = place(worker, "eve");
      var bob = place(worker, "bob");

      worker.awaitDecided(bob);

      assertThat(worker.statusOf(eve)).isEqualTo("REJECTED");
      assertThat(worker.statusOf(bob)).isEqualTo("HELD");
      assertThat(quarantined(shard)).isOne();
      last = Stream.of("eve", "eve", "eve").map(who -> place(worker, who)).toList().getLast();
      var states = worker.get(ShardStates.class);
      await().atMost(PATIENCE).until(() -> states.halted(shard));
      assertThat(states.wrong().toString()).contains("FROM inventory.quarantine");
      assertThat(worker.statusOf(last)).isEqualTo("PENDING");
      assertThat(quarantined(shard)).isEqualTo(3);
    }
    nobody_is_eve();

    try (var newVersion = new RunningWorker()) {
      newVersion.awaitDecided(last);
      assertThat(newVersion.statusOf(last)).isEqualTo("HELD");
    }
  }

  private PlaceOrder place(RunningWorker worker, String account) {
    var place = ask.toPlace(account, 1);
    worker.send(place);
    return place;
  }

  private long quarantined(int shard) {
    return DATABASE.sql("SELECT count(*) FROM quarantine WHERE shard = :shard AND status = 'OPEN'"
        + " AND convert_from(record_key, 'UTF8') = :eventId AND body IS NOT NULL"
        + " AND headers ->> 'ce_type' = 'place-order.v1'")
        .param("shard", shard)
        .param("eventId", ask.eventId())
        .query(Long.class)
        .single();
  }
}
