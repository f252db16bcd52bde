package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.decisions.DecideInParts.CannotGoOn;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.RawRecord;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request.PlaceOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.QueryTimeoutException;

/** Trouble comes from PostgreSQL itself: a trigger that eve's orders set off, or too many at once. */
class DecideInPartsTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("decide_in_parts_test");

  private static final String FUNCTION =
      """
      CREATE FUNCTION inventory.trouble() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM added WHERE account_id = 'eve')
            OR (SELECT count(*) FROM added) > CAST(TG_ARGV[1] AS int) THEN
          IF TG_ARGV[0] = 'slow' THEN
            PERFORM pg_sleep(2);
          ELSE
            RAISE EXCEPTION 'as the test wants' USING ERRCODE = TG_ARGV[0];
          END IF;
        END IF;
        RETURN NULL;
      END
      $$
      """;

  private static final int ANY_NUMBER = 1_000;

  private final DecideBatch decideBatch = INVENTORY.worker().get(DecideBatch.class);
  private final List<Integer> tries = new ArrayList<>();
  private Instant now = Instant.now();
  private final DecideInParts decideInParts = new DecideInParts(this::decide, () -> now);
  private Predicate<Incoming> bug = record -> false;

  @BeforeAll
  static void install() {
    INVENTORY.database().superuser().sql(FUNCTION).update();
  }

  @BeforeEach
  void an_event() {
    INVENTORY.decide(Ask.open(SaleTerms.of(50)));
  }

  @AfterEach
  void no_trouble() {
    sql("DROP TRIGGER IF EXISTS trouble ON inventory.orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"23514", "22003", "23502"})
  void a_record_that_leads_to_an_impossible_row_is_quarantined_and_the_others_are_decided(
      String sqlState) {
    trouble(sqlState, ANY_NUMBER);
    var places = append("ada", "bob", "cleo", "dan", "eve", "finn", "gus");

    decideAll();

    assertThat(places).extracting(INVENTORY::statusOf)
        .containsExactly("HELD", "HELD", "HELD", "HELD", "REJECTED", "HELD", "HELD");
    assertThat(INVENTORY.count("orders WHERE reason = 'UNREADABLE'")).isOne();
    assertThat(INVENTORY.count("quarantine WHERE record_offset = 5 AND body = '\\x05'"
        + " AND status = 'OPEN' AND why LIKE '%as the test wants%'")).isOne();
    assertThat(INVENTORY.count("cursor WHERE next_offset = 8")).isOne();
  }

  @Test
  void a_batch_is_cut_until_the_record_fails_alone_and_the_rest_is_decided_at_once() {
    trouble("23514", ANY_NUMBER);
    append("ada", "eve", "bob", "cleo", "dan", "finn", "gus", "hal");

    decideAll();

    // All and a half fail; the opening and ada; eve and bob fail; eve alone; eve to quarantine.
    assertThat(tries).containsExactly(9, 4, 2, 2, 1, 1, 6);
  }

  @Test
  void a_payment_that_meets_a_bug_of_ours_is_open_work_and_its_order_stays_held() {
    var place = append("ada").getFirst();
    INVENTORY.log().append(Ask.pay(place));
    var last = append("bob").getFirst();
    bug = record -> record instanceof Decidable && record.offset() == 2;

    decideAll();

    assertThat(INVENTORY.statusOf(place)).isEqualTo("HELD");
    assertThat(INVENTORY.statusOf(last)).isEqualTo("HELD");
    assertThat(INVENTORY.count("quarantine WHERE record_offset = 2 AND status = 'OPEN'")).isOne();
    assertThat(INVENTORY.count("payment")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40P01", "42P01", "53100", "23505", "57014"})
  void what_the_surroundings_do_is_thrown_on_and_nothing_is_quarantined(String sqlState) {
    trouble(sqlState, ANY_NUMBER);
    append("ada", "eve", "bob");

    assertThatThrownBy(this::decideAll).isInstanceOf(NestedRuntimeException.class);

    assertThat(tries).hasSize(1);
    assertThat(INVENTORY.count("quarantine")).isZero();
    assertThat(INVENTORY.count("orders")).isZero();
  }

  @Test
  void more_than_three_bugs_within_a_minute_are_too_many() {
    trouble("23514", ANY_NUMBER);
    var places = append("eve", "eve", "ada", "eve", "eve", "eve");

    assertThatExceptionOfType(CannotGoOn.class).isThrownBy(this::decideAll)
        .withMessageContainingAll("offset 5", "as the test wants", "FROM inventory.quarantine");
    now = now.plus(Duration.ofSeconds(59));
    assertThatExceptionOfType(CannotGoOn.class).isThrownBy(this::decideAll);

    assertThat(places).extracting(INVENTORY::statusOf)
        .containsExactly("REJECTED", "REJECTED", "HELD", "REJECTED", "PENDING", "PENDING");
    assertThat(INVENTORY.count("quarantine")).isEqualTo(3);
    now = now.plus(Duration.ofSeconds(2));
    decideAll();
    assertThat(INVENTORY.count("quarantine")).isEqualTo(5);
  }

  @Test
  void a_record_that_can_not_even_be_quarantined_is_never_skipped() {
    append("ada", "bob");
    bug = record -> true;

    assertThatExceptionOfType(CannotGoOn.class).isThrownBy(this::decideAll);

    assertThat(INVENTORY.count("cursor WHERE next_offset = 1")).isOne();
    assertThat(INVENTORY.count("quarantine")).isZero();
  }

  @Test
  void a_batch_that_timed_out_twice_is_halved_until_it_works_and_the_next_one_is_whole() {
    trouble("57014", 2);
    append("ada", "bob", "cleo", "dan", "eric", "finn", "gus");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::decideAll).isInstanceOf(QueryTimeoutException.class);
    }
    decideAll();
    append("hal", "ida");
    decideAll();

    assertThat(tries).containsExactly(8, 8, 4, 2, 2, 2, 2, 10);
    assertThat(INVENTORY.count("orders WHERE status = 'HELD'")).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"statement_timeout", "transaction_timeout"})
  void it_learns_of_time_outs_as_postgresql_reports_them(String setting) {
    trouble("slow", 2);
    var places = append("ada", "bob", "cleo", "dan", "eric");
    set("SET %s = '200ms'".formatted(setting));

    while (catchThrowable(this::decideAll) != null) {
      assertThat(tries).hasSizeLessThan(20);
    }

    set("RESET " + setting);
    assertThat(tries).startsWith(6, 6, 3);
    assertThat(places).allMatch(place -> INVENTORY.statusOf(place).equals("HELD"));
  }

  private List<Range> decide(RequestBatch batch) {
    tries.add(batch.records().size());
    if (batch.records().stream().anyMatch(bug)) {
      throw new IllegalStateException("a bug");
    }
    return decideBatch.decide(batch);
  }

  /** As a listener does that starts again with the first record. */
  private void decideAll() {
    decideInParts.decide(INVENTORY.log().all(),
        index -> new RawRecord("night".getBytes(StandardCharsets.UTF_8),
            Map.of("ce_type", "place-order.v1"), new byte[]{(byte) index}));
  }

  private static List<PlaceOrder> append(String... accounts) {
    var places = Stream.of(accounts).map(account -> Ask.place(account, 1)).toList();
    places.forEach(INVENTORY.log()::append);
    return places;
  }

  private static void trouble(String what, int most) {
    sql("""
        CREATE TRIGGER trouble AFTER INSERT ON inventory.orders
          REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION inventory.trouble('%s', '%d')
        """.formatted(what, most));
  }

  private static void set(String what) {
    sql("ALTER ROLE inventory IN DATABASE decide_in_parts_test " + what);
    ((HikariDataSource) INVENTORY.worker().get(DataSource.class)).getHikariPoolMXBean()
        .softEvictConnections();
  }

  private static void sql(String statement) {
    INVENTORY.database().superuser().sql(statement).update();
  }
}
