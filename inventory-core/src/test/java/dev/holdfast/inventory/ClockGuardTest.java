package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClockGuardTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("clock_guard_test");
  private static final InventoryContext EXPIRY = new InventoryContext(DATABASE, "expiry");

  private static final Duration AGAIN = Duration.ofMillis(300);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private long nanos = Long.MAX_VALUE - 1;
  private boolean databaseIsAway;

  @BeforeEach
  void nothing_is_halted() {
    DATABASE.clear();
  }

  @AfterAll
  static void close() {
    EXPIRY.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {-6, 6})
  void clocks_more_than_five_seconds_apart_halt_releases_on_every_shard(long ahead) {
    var guard = guard(ahead);

    lookTwice(guard);
    lookTwice(guard);

    assertThat(lasting()).isEqualTo(2);
    assertThat(DATABASE.count("release_halt")).isEqualTo(2);
    assertThat(guard.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(guard.health().getDetails()).containsValue(ReleaseHalt.TO_END_IT);
    assertThat(halted(guard)).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {-4, 4})
  void clocks_that_differ_less_halt_nothing(long ahead) {
    var guard = guard(ahead);

    lookTwice(guard);

    assertThat(lasting()).isZero();
    assertThat(guard.health().getStatus()).isEqualTo(Status.UP);
    assertThat(halted(guard)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-20, 0", "0, 20"})
  void a_process_that_slept_while_it_asked_has_no_wrong_clock(long before, long after) {
    lookTwice(guard(before, after, before, after));

    assertThat(lasting()).isZero();
  }

  @Test
  void clocks_must_be_apart_for_a_while_however_often_it_looks_meanwhile() {
    var guard = guard(60);

    guard.look();
    nanos += AGAIN.toNanos() - 1;
    guard.look();
    guard.look();
    assertThat(lasting()).isZero();

    nanos += 1;
    guard.look();
    assertThat(lasting()).isEqualTo(2);
  }

  @Test
  void a_clock_that_was_just_being_set_right_halts_nothing() {
    var guard = guard(60, 60, 0, 0, 60);

    lookTwice(guard);
    guard.look();

    assertThat(lasting()).isZero();
  }

  @Test
  void a_look_that_failed_does_not_prove_that_they_were_apart_meanwhile() {
    var guard = guard(60);
    guard.look();
    nanos += AGAIN.toNanos();
    databaseIsAway = true;
    guard.look();
    databaseIsAway = false;

    guard.look();
    assertThat(lasting()).isZero();

    nanos += AGAIN.toNanos();
    guard.look();
    assertThat(lasting()).isEqualTo(2);
  }

  @Test
  void the_first_look_is_at_start() {
    var guard = guard(60);

    guard.afterSingletonsInstantiated();
    nanos += AGAIN.toNanos();
    guard.look();

    assertThat(lasting()).isEqualTo(2);
  }

  @Test
  void a_halt_lasts_until_a_person_ends_it() {
    lookTwice(guard(60));
    var guard = guard(0);

    guard.look();
    assertThat(halted(guard)).isOne();
    assertThat(DATABASE.superuser().sql(ReleaseHalt.TO_END_IT).query(Long.class).single())
        .isEqualTo(2);
    guard.look();

    assertThat(halted(guard)).isZero();
    assertThat(guard.health().getStatus()).isEqualTo(Status.UP);
    lookTwice(guard(60));
    assertThat(lasting()).isEqualTo(2);
    assertThat(DATABASE.count("release_halt")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inventory", "expiry", "auditor"})
  void no_program_can_end_it(String role) {
    lookTwice(guard(60));

    assertThatThrownBy(() -> JdbcClient.create(DATABASE.as(role))
        .sql(ReleaseHalt.TO_END_IT)
        .query()
        .listOfRows()).rootCause().hasMessageContaining("permission denied");

    assertThat(lasting()).isEqualTo(2);
  }

  /** One whose clock is so many seconds ahead at each reading, and stays like that. */
  private ClockGuard guard(long... ahead) {
    var readings = LongStream.concat(LongStream.of(ahead),
        LongStream.generate(() -> ahead[ahead.length - 1])).iterator();
    InstantSource clock = () -> {
      if (databaseIsAway) {
        throw new QueryTimeoutException("as the test wants");
      }
      return Instant.now().plusSeconds(readings.nextLong());
    };
    return new ClockGuard(EXPIRY.get(ReleaseHalt.class), clock, new ClockGuardSettings(AGAIN),
        () -> nanos);
  }

  private void lookTwice(ClockGuard guard) {
    guard.look();
    nanos += AGAIN.toNanos();
    guard.look();
  }

  private double halted(ClockGuard guard) {
    meters.clear();
    guard.bindTo(meters);
    return meters.get("holdfast.release.halted").gauge().value();
  }

  private static long lasting() {
    return DATABASE.count("release_halt WHERE until_offset IS NULL");
  }
}
