package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.Report;
import dev.holdfast.expiry.DueHolds;
import dev.holdfast.expiry.ReleaseDueHolds;
import dev.holdfast.inventory.InventoryContext;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.ReleaseHalt;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * Deciding and releasing on a database of its own, without Kafka.
 *
 * <p>As an extension it starts every test with an empty inventory and ends it with an audit.
 */
public final class Inventory implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private static final String END_HOLDS =
      """
      WITH ended AS (
             UPDATE inventory.orders
                SET hold_until = :until
              WHERE status = 'HELD'
             RETURNING shard, event_id, order_id)
      UPDATE inventory.ledger
         SET hold_until = :until
        FROM ended
       WHERE ledger.shard = ended.shard
         AND ledger.event_id = ended.event_id
         AND ledger.order_id = ended.order_id
      """;

  private static final String STATUS =
      """
      SELECT status
        FROM inventory.orders
       WHERE event_id = :eventId
         AND order_id = :orderId
      """;

  private static final String ROWS =
      """
      SELECT 'orders ' || t FROM inventory.orders t
       UNION ALL
      SELECT 'event ' || t FROM inventory.event t
       UNION ALL
      SELECT 'payment ' || t FROM inventory.payment t
       UNION ALL
      SELECT 'ledger ' || t FROM inventory.ledger t
       UNION ALL
      SELECT 'quarantine ' || t FROM inventory.quarantine t
       ORDER BY 1
      """;

  private static final String WAITING =
      """
      SELECT count(*)
        FROM pg_stat_activity
       WHERE datname = current_database()
         AND wait_event_type = 'Lock'
      """;

  private final InventoryDatabase database;
  private final InventoryContext worker;
  private final InventoryContext expiry;
  private RequestLog log = new RequestLog();

  public Inventory(String name) {
    database = InventoryDatabase.create(name);
    worker = new InventoryContext(database, "inventory", WorkerBeans.class);
    expiry = new InventoryContext(database, "expiry", ExpiryBeans.class);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    database.clear();
    log = new RequestLog();
    worker.get(RememberedResults.class).forget();
  }

  InventoryDatabase database() {
    return database;
  }

  public InventoryContext worker() {
    return worker;
  }

  RequestLog log() {
    return log;
  }

  /** Appends the requests and decides them as one batch. */
  public List<Range> decide(Request... requests) {
    long first = log.end();
    Stream.of(requests).forEach(log::append);
    return worker.get(DecideBatch.class).decide(log.from(first));
  }

  /** Decides what is in the log and not yet decided. */
  void catchUp() {
    worker.get(DecideBatch.class).decide(log.all());
  }

  /** Ends every hold there is; from the same millisecond on the log's records are later. */
  public void endHolds() {
    endHolds(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  void endHolds(Instant until) {
    database.superuser()
        .sql(END_HOLDS)
        .param("until", until.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** A person lets releases go on. */
  void letReleasesGoOn() {
    database.superuser().sql(ReleaseHalt.TO_END_IT).query().listOfRows();
  }

  /** What the worker does when a shard is idle and a hold has ended, and all before it. */
  public void letTimePass() {
    log.appendTick();
    catchUp();
  }

  /** One sweep over all events, as an expiry worker does it; returns how many it released. */
  int release() {
    var due = new ArrayList<>(expiry.get(DueHolds.class).events());
    Collections.shuffle(due);
    return due.stream()
        .mapToInt(event -> expiry.get(ReleaseDueHolds.class)
            .release(event.shard(), List.of(event.eventId()))
            .late()
            .size())
        .sum();
  }

  String statusOf(PlaceOrder place) {
    return database.superuser()
        .sql(STATUS)
        .param("eventId", place.eventId())
        .param("orderId", place.orderId())
        .query((rs, number) -> rs.getString(1))
        .optional()
        .orElse("PENDING");
  }

  public long count(String rows) {
    return database.count(rows);
  }

  InventoryContext expiry() {
    return expiry;
  }

  /**
   * Does {@code first} in a transaction of {@code context}, which ends only when {@code second},
   * begun meanwhile, waits for a lock or has nothing to wait for.
   */
  void oneWaitsForTheOther(InventoryContext context, Runnable first, Runnable second) {
    var waiting = new FutureTask<@Nullable Void>(second, null);
    context.inTransaction(() -> {
      first.run();
      Thread.ofPlatform().start(waiting);
      await().pollInterval(Duration.ofMillis(10)).until(() -> waiting.isDone() || waiting() == 1);
    });
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
  }

  /** Transactions that wait for a lock right now. */
  private long waiting() {
    return database.superuser().sql(WAITING).query((rs, number) -> rs.getLong(1)).single();
  }

  /** Every row but cursors and publications. */
  List<String> rows() {
    return database.superuser().sql(ROWS).query((rs, number) -> rs.getString(1)).list();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    var report = Audit.runInventory(database.as("auditor"));
    assertThat(report).matches(Report::clean);
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    worker.close();
    expiry.close();
  }

  /** The inventory worker without Kafka. */
  @ComponentScan(basePackages = "dev.holdfast.decisions", excludeFilters = @Filter(type = FilterType.REGEX, pattern = {
      ".*\\.(kafka|audit)\\..*", ".*\\.InventoryWorker"}))
  static class WorkerBeans {

    @Bean
    RememberedResults results() {
      return new RememberedResults();
    }
  }

  /** The expiry worker without its clockwork. */
  @ConfigurationPropertiesScan("dev.holdfast.expiry")
  @ComponentScan(basePackages = "dev.holdfast.expiry", excludeFilters = @Filter(type = FilterType.REGEX, pattern = {
      ".*\\.ExpiryWorker", ".*\\.Sweep"}))
  static class ExpiryBeans {}
}
