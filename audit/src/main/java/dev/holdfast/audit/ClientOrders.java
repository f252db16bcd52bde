package dev.holdfast.audit;

import static dev.holdfast.audit.Columns.array;
import static dev.holdfast.audit.Columns.places;
import static dev.holdfast.audit.Promise.I11;

import dev.holdfast.audit.ClientLine.Acceptance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders of the inventory, as far as clients know of them or should. */
final class ClientOrders {

  // What was shown last must be a state on the order's way; after a restore it may be another way.
  private static final String FAULTS =
      """
      SELECT told.line, placed.version IS NOT NULL AS decided,
             CASE WHEN placed.version IS NULL THEN NULL
                  WHEN told.acceptance = 'REFUSED' THEN 'was refused, but is ' || placed.status
                  WHEN placed.account_id <> told.account_id
                    THEN format('of %s belongs to %s', told.account_id, placed.account_id)
                  WHEN told.status <> 'PENDING' AND told.incarnation >= placed.incarnation
                   AND (told.incarnation > placed.incarnation
                        OR told.version > placed.version
                        OR (told.version = placed.version AND told.status <> placed.status)
                        OR NOT CASE told.status
                                 WHEN 'HELD' THEN placed.status <> 'REJECTED'
                                 WHEN 'EXPIRED' THEN placed.status IN ('EXPIRED', 'CONFIRMED')
                                 ELSE placed.status = told.status END)
                    THEN format('is %s (version %s), its client was last shown %s (version %s)',
                                placed.status, placed.version, told.status, told.version)
              END AS fault
        FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::int[], ?::int[])
          AS told(line, event_id, account_id, acceptance, order_id, status, incarnation, version)
        LEFT JOIN inventory.event USING (event_id)
        LEFT JOIN LATERAL (
             SELECT *, event.incarnation
               FROM inventory.orders
              WHERE shard = event.shard
                AND event_id = told.event_id
                AND order_id = told.order_id
             OFFSET 0) AS placed
          ON true
      """;

  private static final String ORDERS =
      """
      SELECT order_id, account_id, placed_at < ? AS old
        FROM inventory.orders
       WHERE shard = (SELECT shard FROM inventory.event WHERE event_id = ? LIMIT 1)
         AND event_id = ?
         AND order_id > ?
       ORDER BY order_id
       LIMIT 5000
      """;

  private final Connection connection;
  private final Violations violations;
  private final Set<String> events = new TreeSet<>();
  private final Hashes orders = new Hashes();
  private final Hashes accounts = new Hashes();
  private final Map<String, Integer> mayHaveArrived = new HashMap<>();

  ClientOrders(Connection connection, Violations violations) {
    this.connection = connection;
    this.violations = violations;
  }

  /** Adds what the inventory says otherwise; accepted orders it does not know are collected. */
  void compare(List<ClientLine> told, Map<UUID, String> undecided) throws SQLException {
    told.forEach(this::remember);
    try (var statement = connection.prepareStatement(FAULTS)) {
      bind(statement, told);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var line = told.get(rows.getInt("line"));
          var where = "event %s, key %s: order %s".formatted(line.eventId(), line.key(),
              line.orderId());
          if (rows.getString("fault") != null) {
            violations.add(I11, "told otherwise than it is", where + " " + rows.getString("fault"));
          } else if (expected(line) && !rows.getBoolean("decided")) {
            expect(line, where, undecided);
          }
        }
      }
    }
  }

  /** Accepted, or shown although the acceptance never came. */
  private static boolean expected(ClientLine line) {
    return line.acceptance() == Acceptance.ACCEPTED
        || (line.orderId() != null && !line.status().equals("PENDING"));
  }

  private void expect(ClientLine line, String where, Map<UUID, String> undecided) {
    var orderId = line.orderId();
    if (orderId == null) {
      violations.add(I11, "accepted without an order id", where);
    } else if (line.status().equals("PENDING")) {
      undecided.put(orderId, where);
    } else {
      violations.add(I11, "told otherwise than it is",
          "%s was shown %s, the inventory does not know it".formatted(where, line.status()));
    }
  }

  private void remember(ClientLine line) {
    events.add(line.eventId());
    accounts.add(line.accountId());
    var orderId = line.orderId();
    if (orderId != null) {
      orders.add(orderId);
    } else if (line.acceptance() == Acceptance.UNKNOWN) {
      mayHaveArrived.merge(line.accountId(), 1, Integer::sum);
    }
  }

  private static void bind(PreparedStatement statement, List<ClientLine> told)
      throws SQLException {
    places(statement, 1, told);
    array(statement, 2, "text", told, ClientLine::eventId);
    array(statement, 3, "text", told, ClientLine::accountId);
    array(statement, 4, "text", told, line -> line.acceptance().name());
    array(statement, 5, "uuid", told, ClientLine::orderId);
    array(statement, 6, "text", told, ClientLine::status);
    array(statement, 7, "int", told, ClientLine::incarnation);
    array(statement, 8, "int", told, ClientLine::version);
  }

  /** Orders of these accounts, placed before {@code written}, that no line accounts for. */
  void findUnpromised(Instant written) throws SQLException {
    try (var statement = connection.prepareStatement(ORDERS)) {
      statement.setObject(1, written.atOffset(ZoneOffset.UTC));
      for (var eventId : events) {
        statement.setString(2, eventId);
        statement.setString(3, eventId);
        statement.setObject(4, new UUID(0, 0));
        for (var last = page(statement, eventId); last != null;) {
          statement.setObject(4, last);
          last = page(statement, eventId);
        }
      }
    }
  }

  /** Judges a page of orders; the last of them, or null after the end. */
  private @Nullable UUID page(PreparedStatement statement, String eventId) throws SQLException {
    UUID last = null;
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        last = rows.getObject("order_id", UUID.class);
        if (rows.getBoolean("old")) {
          judge(eventId, last, rows.getString("account_id"));
        }
      }
    }
    return last;
  }

  private void judge(String eventId, UUID orderId, String accountId) {
    if (!accounts.contains(accountId) || orders.contains(orderId)) {
      return;
    }
    int left = mayHaveArrived.getOrDefault(accountId, 0);
    if (left > 0) {
      mayHaveArrived.put(accountId, left - 1);
    } else {
      violations.add(I11, "ordered, though refused or never asked",
          "event %s: order %s of account %s".formatted(eventId, orderId, accountId));
    }
  }
}
