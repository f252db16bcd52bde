package dev.holdfast.demo.contenders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.demo.EmbeddedRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class LocksInRedisTest {

  private static final String KEY = "event_lock:gala";

  private static Optional<EmbeddedRedis> server = Optional.empty();

  private LocksInRedis locks;
  private RedisClient redis;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedRedis.start();
    assumeTrue(server.isPresent(), "no Redis can run here");
  }

  @AfterAll
  static void stop() {
    server.ifPresent(EmbeddedRedis::close);
  }

  @BeforeEach
  void connect() {
    var place = server.orElseThrow().server();
    locks = new LocksInRedis(place.host(), place.port());
    redis = RedisClient.create(place.host(), place.port());
  }

  @AfterEach
  void disconnect() {
    locks.destroy();
    redis.close();
  }

  @Test
  void two_are_never_inside_for_one_event() {
    assertThat(new Meeting(locks, Duration.ofMillis(500)).inside("gala", "gala")).isFalse();
  }

  @Test
  void a_lock_is_given_back() {
    locks.guard("gala", () -> assertThat(redis.exists(KEY)).isTrue());

    assertThat(redis.exists(KEY)).isFalse();
  }

  @Test
  void a_lock_is_given_back_by_who_fails() {
    Supplier<String> failing = () -> {
      throw new IllegalStateException("no room");
    };

    assertThatThrownBy(() -> locks.guard("gala", failing)).hasMessage("no room");
    assertThat(redis.exists(KEY)).isFalse();
  }

  @Test
  void a_lock_ends_by_itself_should_its_holder_die() {
    long millis = locks.guard("gala", () -> redis.pttl(KEY));

    assertThat(millis).isBetween(1L, 5_000L);
  }

  @Test
  void who_was_held_up_for_too_long_does_not_take_away_the_next_ones_lock() {
    locks.guard("gala", () -> redis.set(KEY, "the next one"));

    assertThat(redis.get(KEY)).isEqualTo("the next one");
    redis.del(KEY);
  }
}
