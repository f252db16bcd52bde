package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.decisions.PrepareShards.ShardsDontMatch;
import dev.holdfast.decisions.model.Mismatch.Topic;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.SaleTerms;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PrepareShardsTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("prepare_shards_test");
  private static final String TOPIC = InventoryDatabase.TOPIC;
  private static final UUID ID = new UUID(7, 7);
  private static final Topic EIGHT = new Topic(ID, 8);

  private final PrepareShards prepareShards = INVENTORY.worker().get(PrepareShards.class);

  @BeforeEach
  void no_cursors() {
    INVENTORY.database().superuser().sql("DELETE FROM inventory.cursor").update();
  }

  @Test
  void the_first_start_makes_a_cursor_for_every_partition() {
    prepareShards.check(TOPIC, null);

    prepareShards.prepare(TOPIC, EIGHT);

    assertThat(INVENTORY.count("cursor WHERE next_offset = 0 AND applied_until = 'epoch'"))
        .isEqualTo(8);
    prepareShards.check(TOPIC, EIGHT);
  }

  @Test
  void the_next_start_leaves_them_as_they_are() {
    prepareShards.prepare(TOPIC, EIGHT);
    INVENTORY.decide(Ask.open(SaleTerms.of(1)));

    prepareShards.prepare(TOPIC, EIGHT);

    assertThat(INVENTORY.count("cursor WHERE next_offset = 1")).isOne();
    assertThat(INVENTORY.count("cursor")).isEqualTo(8);
  }

  @Test
  void two_first_starts_at_once_make_them_once() {
    Race.between(() -> prepareShards.prepare(TOPIC, EIGHT),
        () -> prepareShards.prepare(TOPIC, EIGHT));

    assertThat(INVENTORY.count("cursor")).isEqualTo(8);
  }

  @Test
  void another_number_of_partitions_is_refused() {
    prepareShards.prepare(TOPIC, EIGHT);

    assertThatThrownBy(() -> prepareShards.prepare(TOPIC, new Topic(ID, 12)))
        .isInstanceOf(ShardsDontMatch.class)
        .hasMessageContaining("12 partitions")
        .hasMessageContaining("8");
  }

  @Test
  void a_topic_that_is_gone_is_not_made_again() {
    prepareShards.prepare(TOPIC, EIGHT);

    assertThatThrownBy(() -> prepareShards.check(TOPIC, null))
        .isInstanceOf(ShardsDontMatch.class)
        .hasMessageContaining("restore the topic");
  }

  @Test
  void a_topic_made_anew_under_the_same_name_is_refused() {
    prepareShards.prepare(TOPIC, EIGHT);

    assertThatThrownBy(() -> prepareShards.prepare(TOPIC, new Topic(new UUID(8, 8), 8)))
        .isInstanceOf(ShardsDontMatch.class)
        .hasMessageContaining("made anew");
  }

  @Test
  void cursors_lost_while_events_are_there_are_not_made_again() {
    prepareShards.prepare(TOPIC, EIGHT);
    INVENTORY.decide(Ask.open(SaleTerms.of(1)));
    rename(TOPIC, "gone");

    assertThatThrownBy(() -> prepareShards.prepare(TOPIC, EIGHT))
        .isInstanceOf(ShardsDontMatch.class)
        .hasMessageContaining("restore table inventory.cursor");
    rename("gone", TOPIC);
  }

  private static void rename(String topic, String other) {
    INVENTORY.database()
        .superuser()
        .sql("UPDATE inventory.cursor SET topic = :other WHERE topic = :topic")
        .param("other", other)
        .param("topic", topic)
        .update();
  }
}
