package dev.holdfast.orders.jdbc;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.holdfast.orders.Views;
import dev.holdfast.orders.model.LastOutcome;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ProjectedEvent;
import dev.holdfast.orders.model.ProjectedOrder;
import dev.holdfast.orders.model.Projection;
import dev.holdfast.orders.model.ShownOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

@Repository
class ViewTables implements Views {

  private static final String FIRST_POSITION =
      """
      INSERT INTO shard_position (shard, results_offset, next_offset)
      VALUES (:shard, :first, 0)
          ON CONFLICT (shard) DO NOTHING
      """;

  private static final String LOCK_POSITION =
      """
      SELECT results_offset
        FROM shard_position
       WHERE shard = :shard
         FOR UPDATE
      """;

  private static final String WRITE_ORDERS =
      """
      INSERT INTO order_view AS o (event_id, order_id, shard, incarnation, version, account_id,
             quantity, amount_minor, currency, body_hash, placed_at, status, reason, hold_until,
             payment_id, available, last_request_id, last_code, updated_at)
      SELECT event_id, order_id, shard, incarnation, version, account_id,
             quantity, amount_minor, currency, body_hash, placed_at, status, reason, hold_until,
             payment_id, available, last_request_id, last_code, updated_at
        FROM json_to_recordset(CAST(:rows AS json)) AS r (event_id text, order_id uuid, shard int,
             incarnation int, version int, account_id text, quantity int, amount_minor bigint,
             currency text, body_hash text, placed_at timestamptz, status text, reason text,
             hold_until timestamptz, payment_id text, available int, last_request_id uuid,
             last_code text, updated_at timestamptz)
       ORDER BY event_id COLLATE "C", order_id
          ON CONFLICT (event_id, order_id) DO UPDATE
         SET shard = excluded.shard, incarnation = excluded.incarnation,
             version = excluded.version, account_id = excluded.account_id,
             quantity = excluded.quantity, amount_minor = excluded.amount_minor,
             currency = excluded.currency, body_hash = excluded.body_hash,
             placed_at = excluded.placed_at, status = excluded.status, reason = excluded.reason,
             hold_until = excluded.hold_until, payment_id = excluded.payment_id,
             available = excluded.available,
             last_request_id = coalesce(excluded.last_request_id, o.last_request_id),
             last_code = coalesce(excluded.last_code, o.last_code),
             updated_at = excluded.updated_at
       WHERE (excluded.incarnation, excluded.version) > (o.incarnation, o.version)
      RETURNING event_id, order_id, last_request_id, last_code
      """;

  // One statement: each is a trip to the database, while others wait for the shard. What it says is
  // "shard:progress:instance", so that who hears it can tell places in line without a query, and
  // the instance that wrote the views, and has told its own waiters, from the others.
  private static final String WRITE_EVENTS_AND_MOVE_POSITION =
      """
      WITH shown AS (
             INSERT INTO event_view AS e (event_id, shard, incarnation, seq, capacity, available,
                    held, sold, terms, last_request_id, last_code, last_floor, updated_at)
             SELECT event_id, shard, incarnation, seq, capacity, available, held,
                    sold, terms, last_request_id, last_code, last_floor, updated_at
               FROM json_to_recordset(CAST(:rows AS json)) AS r (event_id text, shard int,
                    incarnation int, seq bigint, capacity int, available int, held int, sold int,
                    terms jsonb, last_request_id uuid, last_code text, last_floor int,
                    updated_at timestamptz)
              ORDER BY event_id COLLATE "C"
                 ON CONFLICT (event_id) DO UPDATE
                SET shard = excluded.shard, incarnation = excluded.incarnation,
                    seq = excluded.seq, capacity = excluded.capacity,
                    available = excluded.available, held = excluded.held, sold = excluded.sold,
                    terms = coalesce(excluded.terms, e.terms),
                    last_request_id = coalesce(excluded.last_request_id, e.last_request_id),
                    last_code = coalesce(excluded.last_code, e.last_code),
                    last_floor = CASE WHEN excluded.last_code IS NULL THEN e.last_floor
                                      ELSE excluded.last_floor END,
                    updated_at = excluded.updated_at
              WHERE (excluded.incarnation, excluded.seq) > (e.incarnation, e.seq)),
             moved AS (
             UPDATE shard_position
                SET results_offset = :resultsOffset,
                    next_offset = greatest(next_offset, :nextOffset)
              WHERE shard = :shard
             RETURNING shard, next_offset)
      SELECT pg_notify('order_views', shard || ':' || next_offset || ':' || :instance)
        FROM moved
      """;

  private static final JsonMapper COLUMNS = JsonMapper.builder()
      .addMixIn(ProjectedOrder.class, SnakeCase.class)
      .addMixIn(ProjectedEvent.class, SnakeCase.class)
      .build();

  private final JdbcClient jdbc;
  private final Instance instance;

  ViewTables(JdbcClient jdbc, Instance instance) {
    this.jdbc = jdbc;
    this.instance = instance;
  }

  @Override
  public long lockPosition(int shard, long first) {
    return lockPosition(shard).orElseGet(() -> {
      jdbc.sql(FIRST_POSITION).param("shard", shard).param("first", first).update();
      return lockPosition(shard).orElseThrow();
    });
  }

  private Optional<Long> lockPosition(int shard) {
    return jdbc.sql(LOCK_POSITION)
        .param("shard", shard)
        .query((row, _) -> row.getLong("results_offset"))
        .optional();
  }

  @Override
  public List<ShownOrder> write(int shard, Projection projection, long resultsOffset) {
    var written = write(projection.orders());
    jdbc.sql(WRITE_EVENTS_AND_MOVE_POSITION)
        .param("rows", columns(projection.events()))
        .param("shard", shard)
        .param("resultsOffset", resultsOffset)
        .param("nextOffset", projection.progress().orElse(0))
        .param("instance", instance.id())
        .query((_, _) -> shard)
        .single();
    return written;
  }

  private List<ShownOrder> write(List<ProjectedOrder> orders) {
    if (orders.isEmpty()) {
      return List.of();
    }
    var rows = orders.stream().collect(toMap(ProjectedOrder::key, identity()));
    return jdbc.sql(WRITE_ORDERS)
        .param("rows", columns(orders))
        .query((written, _) -> shown(rows, written))
        .list();
  }

  // The answer may be an older row's: a release answers nobody.
  private static ShownOrder shown(Map<OrderKey, ProjectedOrder> rows, ResultSet written)
      throws SQLException {
    var key = new OrderKey(written.getString(1), written.getObject(2, UUID.class));
    var requestId = written.getObject(3, UUID.class);
    var code = written.getString(4);
    return Objects.requireNonNull(rows.get(key))
        .shown(requestId == null || code == null ? null : new LastOutcome(requestId, code));
  }

  private static String columns(List<?> rows) {
    return COLUMNS.writeValueAsString(rows);
  }

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  private interface SnakeCase {}
}
