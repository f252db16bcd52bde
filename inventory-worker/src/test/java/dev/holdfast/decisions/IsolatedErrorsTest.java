package dev.holdfast.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.decisions.DecideInParts.CannotGoOn;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RawRecord;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request.PlaceOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bug of ours that shows as an error, or keeps even its record from being put aside. */
class IsolatedErrorsTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("isolated_errors_test");

  private static final int EVE = 2;

  private final DecideBatch decideBatch = INVENTORY.worker().get(DecideBatch.class);
  private final DecideInParts decideInParts =
      new DecideInParts(this::decide, InstantSource.system());
  private final PlaceOrder ada = Ask.place("ada", 1);
  private final PlaceOrder eve = Ask.place("eve", 1);
  private final PlaceOrder bob = Ask.place("bob", 1);
  private Supplier<Error> error = StackOverflowError::new;
  private boolean alsoInQuarantine;

  @BeforeEach
  void three_orders() {
    INVENTORY.log().append(Ask.open(SaleTerms.of(50)));
    Stream.of(ada, eve, bob).forEach(INVENTORY.log()::append);
  }

  static Stream<Supplier<Error>> errorsOfOurs() {
    return Stream.of(() -> new StackOverflowError("too deep"),
        () -> new AssertionError("too deep"),
        () -> new NoClassDefFoundError("too deep"));
  }

  @ParameterizedTest
  @MethodSource("errorsOfOurs")
  void an_error_is_one_records_and_the_others_are_decided(Supplier<Error> ours) {
    error = ours;

    decideAll(IsolatedErrorsTest::raw);

    assertThat(List.of(ada, eve, bob)).extracting(INVENTORY::statusOf)
        .containsExactly("HELD", "REJECTED", "HELD");
    assertThat(INVENTORY.count("quarantine WHERE record_offset = 2 AND body = '\\x02'"
        + " AND status = 'OPEN' AND why LIKE 'a bug of ours: java.lang.%Error: too deep'"))
        .isOne();
    assertThat(INVENTORY.count("cursor WHERE next_offset = 4")).isOne();
  }

  @Test
  void a_machine_without_memory_quarantines_nothing() {
    error = () -> new OutOfMemoryError("as the test wants");

    assertThatThrownBy(() -> decideAll(IsolatedErrorsTest::raw))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(INVENTORY.count("quarantine")).isZero();
    assertThat(INVENTORY.count("cursor WHERE shard = 0 AND next_offset = 0")).isOne();
  }

  @Test
  void a_record_that_does_not_even_say_what_it_is_stops_the_shard() {
    assertThatExceptionOfType(CannotGoOn.class).isThrownBy(() -> decideAll(index -> {
      throw new IllegalStateException("no header can be read");
    })).withMessageContainingAll("offset 2", "no header can be read");

    assertThat(INVENTORY.count("cursor WHERE next_offset = 2")).isOne();
  }

  @Test
  void a_bug_that_throws_the_same_exception_each_time_stops_the_shard_too() {
    var same = new AssertionError("again");
    error = () -> same;
    alsoInQuarantine = true;

    assertThatExceptionOfType(CannotGoOn.class)
        .isThrownBy(() -> decideAll(IsolatedErrorsTest::raw))
        .withMessageContaining("again");

    assertThat(INVENTORY.count("quarantine")).isZero();
  }

  private List<Range> decide(RequestBatch batch) {
    boolean quarantining = batch.records().getFirst() instanceof Unreadable;
    boolean met = batch.records().stream().anyMatch(record -> record.offset() == EVE);
    if (met && (!quarantining || alsoInQuarantine)) {
      throw error.get();
    }
    return decideBatch.decide(batch);
  }

  private void decideAll(IntFunction<RawRecord> raw) {
    decideInParts.decide(INVENTORY.log().all(), raw);
  }

  private static RawRecord raw(int index) {
    return new RawRecord("night".getBytes(UTF_8), Map.of("ce_type", "place-order.v1"),
        new byte[]{(byte) index});
  }
}
