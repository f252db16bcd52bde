package dev.holdfast.decisions.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.Ask;
import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.Inventory;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** A hold has ended on a shard where nothing else arrives; the test says when ticks get through. */
class IdleShardsTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("idle_shards_test");

  private static final Duration LOST = Duration.ofSeconds(10);
  private static final Duration MOST_BEHIND = Duration.ofSeconds(5);
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final int REQUESTS = 2;

  private final Log log = new Log();
  private final ShardStates states = INVENTORY.worker().get(ShardStates.class);
  private final OwnedShards owned = new OwnedShards(INVENTORY.worker().get(AnnounceResults.class),
      states, new KafkaListenerEndpointRegistry(), new SimpleAsyncTaskScheduler());
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private Instant brokersNow = now;
  private final IdleShards idleShards = new IdleShards(owned, states,
      INVENTORY.worker().get(Cursors.class), new KafkaTemplate<>(new Always()), () -> now);

  @BeforeEach
  void a_hold_that_has_ended() {
    INVENTORY.decide(Ask.open(SaleTerms.of(1)), Ask.place("ada", 1));
    INVENTORY.endHolds();
    owned.add(0);
  }

  @AfterEach
  void stop() {
    owned.stop();
    states.forget(0);
  }

  @Test
  void a_tick_that_nobody_applies_is_sent_again_after_ten_seconds_and_not_before() {
    skipWhatIsApplied();
    tick();
    log.completeNext();
    tickAfter(LOST);
    assertThat(ticks()).isOne();

    tickAfter(INSTANT);
    assertThat(ticks()).isEqualTo(2);

    tickAfter(LOST);
    assertThat(ticks()).isEqualTo(2);
  }

  @Test
  void a_tick_that_is_not_acknowledged_is_sent_again_after_ten_seconds_and_not_before() {
    tick();
    tickAfter(LOST);
    assertThat(ticks()).isOne();

    tickAfter(INSTANT);
    assertThat(ticks()).isEqualTo(2);
  }

  @Test
  void a_tick_that_could_not_be_sent_is_sent_again_at_once_and_somebody_hears_of_it() {
    tick();
    log.errorNext(new TimeoutException("as the test wants"));
    assertThat(states.wrong()).containsKey("shard-0 TICKING");

    tick();
    log.completeNext();

    assertThat(ticks()).isEqualTo(2);
    assertThat(states.wrong()).isEmpty();
  }

  @Test
  void a_tick_that_is_applied_before_the_hold_ended_is_followed_at_once() {
    tick();
    log.completeNext();

    tickAfter(INSTANT);

    assertThat(ticks()).isEqualTo(2);
  }

  @Test
  void where_requests_are_decided_they_tell_the_time() {
    now = appliedUntil();
    tick();
    INVENTORY.decide(new Ask("other").toOpen(SaleTerms.of(1)));
    INVENTORY.endHolds();
    tick();
    assertThat(ticks()).as("the cursor moves").isZero();

    tick();
    assertThat(ticks()).as("it rests").isOne();
  }

  @Test
  void a_tick_that_is_applied_is_no_sign_of_requests() {
    now = appliedUntil();
    skipWhatIsApplied();
    tick();
    tick();
    assertThat(ticks()).isOne();
    log.completeNext();
    INVENTORY.letTimePass();
    INVENTORY.endHolds();

    tick();

    assertThat(ticks()).isEqualTo(2);
  }

  @Test
  void as_far_as_the_brokers_clock_is_behind_it_waits_since_another_tick_would_tell_no_more() {
    brokersNow = now.minusSeconds(3);
    tick();
    log.completeNext();
    tickAfter(Duration.ofSeconds(3).minus(INSTANT));
    assertThat(ticks()).isOne();
    assertThat(states.wrong()).isEmpty();

    tickAfter(INSTANT);
    assertThat(ticks()).isEqualTo(2);
  }

  @Test
  void a_brokers_clock_that_is_wrong_is_waited_for_five_seconds_at_most_and_is_said() {
    brokersNow = now.minusSeconds(3_600);
    tick();
    log.completeNext();
    tickAfter(MOST_BEHIND.minus(INSTANT));
    assertThat(ticks()).isOne();
    assertThat(states.wrong()).hasEntrySatisfying("shard-0 TICKING",
        why -> assertThat(why).contains("the brokers' clock is behind ours"));

    tickAfter(INSTANT);
    assertThat(ticks()).isEqualTo(2);
  }

  private static Instant appliedUntil() {
    return INVENTORY.worker()
        .get(Cursors.class)
        .find(Topics.REQUESTS, 0)
        .orElseThrow()
        .appliedUntil();
  }

  /** The next tick lies above the cursor, as it does in a log. */
  private void skipWhatIsApplied() {
    for (long offset = 0; offset < REQUESTS; offset++) {
      var _ = log.send(new ProducerRecord<>(Topics.REQUESTS, 0, null, new byte[0]));
      log.completeNext();
    }
    log.clear();
  }

  private void tick() {
    idleShards.tick();
  }

  private void tickAfter(Duration time) {
    now = now.plus(time);
    tick();
  }

  private int ticks() {
    return log.history().size();
  }

  /** Kafka's own stand-in for a producer, with a clock of its own. */
  private final class Log extends MockProducer<String, byte[]> {

    Log() {
      super(false, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record,
        @Nullable Callback callback) {
      return super.send(record, callback == null
          ? null
          : (metadata, failure) -> callback.onCompletion(dated(metadata), failure));
    }

    // A template closes what it was given after each send; its factory's producers live on.
    @Override
    public void close(Duration timeout) {}

    private RecordMetadata dated(RecordMetadata metadata) {
      return new RecordMetadata(new TopicPartition(metadata.topic(), metadata.partition()),
          metadata.offset(), 0,
          brokersNow.toEpochMilli(), 0, 0);
    }
  }

  private final class Always implements ProducerFactory<String, byte[]> {

    @Override
    public Producer<String, byte[]> createProducer() {
      return log;
    }
  }
}
