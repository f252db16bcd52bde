package dev.holdfast.audit;

import static dev.holdfast.audit.Promise.I11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * What clients were told, against the inventory and the log (I11).
 *
 * <p>The client's ledger is a file of JSON lines, read once, a thousand lines at a time. What is
 * remembered is eight bytes per order and account, and the orders that are accepted but not decided.
 */
public final class ClientsAudit {

  private static final int BATCH = 1_000;

  private static final String CURSORS =
      """
      SELECT shard, next_offset
        FROM inventory.cursor
       WHERE topic = 'purchase-requests'
      """;

  private final Connection connection;
  private final TopicLog log;
  private final ClientOrders orders;
  private final Violations violations;
  private final Set<String> archived;
  private final Map<UUID, String> undecided = new HashMap<>();
  private Instant written;
  private long lines;

  private ClientsAudit(
      Connection connection, TopicLog log, Violations violations, Instant written)
      throws SQLException {
    this.connection = connection;
    this.log = log;
    this.written = written;
    this.violations = violations;
    orders = new ClientOrders(connection, violations);
    archived = TopicsAudit.archived(connection);
  }

  /**
   * Audits what the clients say.
   *
   * @param kafka how to reach the brokers: {@code bootstrap.servers}, and more if need be
   * @param ledger JSON lines, one per idempotency key; all keys of the accounts it names until it
   *     was written, which a line may say
   */
  public static Report run(
      DataSource auditor,
      Map<String, Object> kafka,
      Path ledger,
      AuditOptions options) {
    var violations = new Violations();
    violations.checked(I11);
    try (var connection = auditor.getConnection();
        var log = new TopicLog(kafka, new Pace(options.percent()))) {
      // Unless it says so itself, nobody knows better than the file system when it was written.
      var written = Files.getLastModifiedTime(ledger).toInstant();
      new ClientsAudit(connection, log, violations, written).run(ledger);
    } catch (SQLException e) {
      throw new IllegalStateException("The audit can't read the database: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + ledger, e);
    }
    return violations.report();
  }

  private void run(Path ledger) throws SQLException, IOException {
    // Whatever is accepted lies below these, and is decided by now, or above, and is read later.
    var cursors = cursors();
    try (var text = Files.lines(ledger)) {
      for (var batch : (Iterable<List<String>>) text
          .gather(Gatherers.windowFixed(BATCH))::iterator) {
        read(batch);
      }
    }
    for (var cursor : cursors.entrySet()) {
      removeWaiting(cursor.getKey(), cursor.getValue());
    }
    undecided.forEach((order, where) -> violations.add(I11, "accepted, but nowhere", where));
    orders.findUnpromised(written);
  }

  private void read(List<String> batch) throws SQLException {
    var told = new ArrayList<ClientLine>();
    for (var text : batch) {
      lines++;
      if (text.isBlank()) {
        continue;
      }
      switch (LedgerLine.of(text, lines)) {
        case LedgerLine.Written(var at) -> written = at;
        case ClientLine line when archived.contains(line.eventId()) -> {}
        case ClientLine line -> told.add(line);
      }
    }
    told.forEach(this::addBroken);
    orders.compare(told, undecided);
  }

  private void addBroken(ClientLine line) {
    line.broken()
        .forEach(promise -> violations.add(I11, "an answer broke a promise",
            "event %s, key %s: %s".formatted(line.eventId(), line.key(), promise)));
  }

  private Map<Integer, Long> cursors() throws SQLException {
    var cursors = new HashMap<Integer, Long>();
    log.shards().forEach(shard -> cursors.put(shard, 0L));
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(CURSORS)) {
      while (rows.next()) {
        cursors.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return cursors;
  }

  /** Accepted orders may wait in the log. */
  private void removeWaiting(int shard, long cursor) throws SQLException {
    var partition = new TopicPartition(TopicLog.REQUESTS, shard);
    if (!undecided.isEmpty()) {
      log.read(partition, Math.max(cursor, log.start(partition)), log.end(partition),
          records -> records.stream()
              .map(RequestRecord::of)
              .filter(RequestRecord::places)
              .forEach(request -> undecided.remove(request.orderId())));
    }
  }
}
