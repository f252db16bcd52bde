package dev.holdfast.orders;

import static dev.holdfast.orders.Inventory.entry;
import static dev.holdfast.orders.Inventory.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import dev.holdfast.orders.model.LastOutcome;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ProjectedOrder;
import dev.holdfast.orders.model.Projection;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProjectionTest {

  private final Api api = Api.shared();
  private final Inventory inventory = new Inventory(api.stack().bootstrapServers());
  private final Orders orders = api.bean(Orders.class);
  private final Events events = api.bean(Events.class);
  private final String eventId = Api.newEventId();
  private final Request.PlaceOrder place =
      new Request.PlaceOrder(UUID.randomUUID(), eventId, "alice", 2, "hash");

  @AfterEach
  void close() {
    inventory.close();
  }

  @Test
  void the_newest_of_a_batch_wins_and_keeps_the_last_outcome() {
    // A shard of no topic: what Kafka delivers may be three batches.
    api.bean(ProjectResults.class)
        .project(79, 0, List.of(
            new ProjectResults.Placed(0, opened()),
            new ProjectResults.Placed(1, Inventory.held(place, 2)),
            new ProjectResults.Placed(2, Inventory.expired(place, 3))));

    var order = shown();
    assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(order.revision()).isEqualTo(new Revision(1, 2));
    assertThat(order.lastOutcome()).isEqualTo(new LastOutcome(place.orderId(), "HELD"));
  }

  @Test
  void the_last_outcome_is_kept_across_batches() {
    project(opened(), Inventory.held(place, 2));
    project(Inventory.expired(place, 3));

    assertThat(shown().status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(shown().lastOutcome()).isEqualTo(new LastOutcome(place.orderId(), "HELD"));
  }

  @Test
  void older_and_repeated_results_are_ignored() {
    project(opened(), Inventory.held(place, 2), Inventory.expired(place, 3));
    var before = shown();

    project(Inventory.held(place, 2));
    project(Inventory.expired(place, 3), Inventory.held(place, 2), opened());

    assertThat(shown()).isEqualTo(before);
    assertThat(events.find(eventId).orElseThrow().updatedAt())
        .isEqualTo(Inventory.PLACED.plusSeconds(3));
  }

  @Test
  void orders_of_two_events_with_one_id_are_two() {
    var other = new Request.PlaceOrder(place.orderId(), Api.newEventId(), "bob", 1, "hash");

    var rows = Projection.of(List.of(Inventory.held(place, 2), Inventory.held(other, 2))).orders();

    assertThat(rows).extracting(ProjectedOrder::accountId)
        .containsExactlyInAnyOrder("alice", "bob");
  }

  @Test
  void a_higher_incarnation_wins_over_a_higher_version() {
    project(opened(), Inventory.held(place, 2), Inventory.expired(place, 3));

    project(new Result.OrderHeld(entry(eventId, 2, 2, place.orderId(), 2),
        order(place, 1, OrderStatus.HELD)));

    assertThat(shown().revision()).isEqualTo(new Revision(2, 1));
    assertThat(shown().status()).isEqualTo(OrderStatus.HELD);
  }

  @Test
  void counters_go_by_incarnation_and_seq() {
    project(opened());
    project(new Result.OrderHeld(entry(eventId, 1, 5, place.orderId(), 7),
        order(place, 1, OrderStatus.HELD)));
    var other = new Request.PlaceOrder(UUID.randomUUID(), eventId, "bob", 3, "hash");
    project(new Result.OrderHeld(entry(eventId, 1, 4, other.orderId(), 4),
        order(other, 1, OrderStatus.HELD)));

    var event = events.find(eventId).orElseThrow();
    assertThat(event.balance().held()).isEqualTo(7);
    assertThat(event.terms()).isEqualTo(Inventory.TERMS);
    assertThat(orders.find(new OrderKey(eventId, other.orderId()))).isPresent();
  }

  @Test
  void refusals_and_refunds_raise_the_version_and_say_their_code() {
    var refused = UUID.randomUUID();
    var refund = UUID.randomUUID();
    project(opened(), Inventory.held(place, 2), new Result.MoveRefused(
        entry(eventId, 1, 3, refused, 2), order(place, 2, OrderStatus.HELD),
        MoveRefusal.ALREADY_CONFIRMED));
    assertThat(shown().lastOutcome()).isEqualTo(new LastOutcome(refused, "ALREADY_CONFIRMED"));

    project(new Result.RefundDue(entry(eventId, 1, 4, refund, 2),
        order(place, 3, OrderStatus.HELD), "pay-1", 1, "EUR", RefundReason.WRONG_AMOUNT));
    assertThat(shown().lastOutcome()).isEqualTo(new LastOutcome(refund, "REFUND_DUE_WRONG_AMOUNT"));
    assertThat(shown().revision()).isEqualTo(new Revision(1, 3));
  }

  @Test
  void a_result_without_an_order_moves_only_the_counters() {
    project(opened(), new Result.MoveRefused(entry(eventId, 1, 2, UUID.randomUUID(), 9), null,
        MoveRefusal.UNKNOWN_ORDER));

    assertThat(events.find(eventId).orElseThrow().balance().held()).isEqualTo(9);
    assertThat(orders.find(new OrderKey(eventId, place.orderId()))).isEmpty();
  }

  @Test
  void an_event_nobody_opened_is_not_shown() {
    project(new Result.ChangeRefused(entry(eventId, 1, 1, UUID.randomUUID(), 0), null,
        MoveRefusal.UNKNOWN_EVENT, null));

    assertThat(events.find(eventId)).isEmpty();
  }

  @Test
  void progress_never_goes_back() {
    // A shard of no topic: made-up progress would mislead the other tests.
    var projectResults = api.bean(ProjectResults.class);
    projectResults.project(77, 0, List.of(new ProjectResults.Placed(0,
        new Result.Progress(77, 1_000))));
    projectResults.project(77, 1, List.of(new ProjectResults.Placed(1,
        new Result.Progress(77, 500))));

    assertThat(api.bean(Positions.class).all()).containsEntry(77,
        new Positions.Position(2, 1_000));
  }

  @Test
  void records_before_the_position_are_skipped_and_behind_a_gap_not_taken() {
    var projectResults = api.bean(ProjectResults.class);
    var held = new ProjectResults.Placed(5, Inventory.held(place, 2));
    var expired = new ProjectResults.Placed(6, Inventory.expired(place, 3));

    assertThat(projectResults.project(78, 5, List.of(held))).isEqualTo(6);
    assertThat(projectResults.project(78, 5, List.of(held, expired))).isEqualTo(7);
    assertThat(projectResults.project(78, 9,
        List.of(new ProjectResults.Placed(9, opened())))).isEqualTo(7);

    assertThat(events.find(eventId)).isEmpty();
    assertThat(shown().status()).isEqualTo(OrderStatus.EXPIRED);
  }

  @Test
  void skipped_results_are_fetched_again_from_the_stored_position() {
    project(opened());
    var shard = Inventory.shardOf(eventId);
    var jdbc = api.bean(JdbcClient.class);
    jdbc.sql("DELETE FROM event_view WHERE event_id = :id").param("id", eventId).update();
    jdbc.sql("UPDATE shard_position SET results_offset = results_offset - 1 WHERE shard = :shard")
        .param("shard", shard)
        .update();

    project(Inventory.held(place, 2));

    assertThat(events.find(eventId).orElseThrow().terms()).isEqualTo(Inventory.TERMS);
  }

  private Result opened() {
    return Inventory.opened(eventId, 1, UUID.fromString("00000000-0000-0000-0000-000000000001"));
  }

  private ShownOrder shown() {
    return orders.find(new OrderKey(eventId, place.orderId())).orElseThrow();
  }

  // A batch of its own, followed through by its position.
  private void project(Result... results) {
    inventory.announce(results);
    inventory.awaitProjected(api.bean(Positions.class), Inventory.shardOf(eventId));
  }
}
