package dev.holdfast.audit;

import static dev.holdfast.audit.Promise.I8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every request of a shard below the cursor has its decision, and every decision its request. */
final class RequestScan {

  private static final String CURSOR =
      """
      SELECT next_offset
        FROM inventory.cursor
       WHERE shard = ?
         AND topic = 'purchase-requests'
      """;

  private static final String LEDGER =
      """
      SELECT event_id, seq, request_id,
             CASE WHEN coalesce(topic, 'purchase-requests') = 'purchase-requests'
                  THEN request_offset END AS request_offset
        FROM inventory.ledger
        LEFT JOIN inventory.event USING (shard, event_id)
       WHERE shard = ?
         AND (event_id, seq) > (?, ?)
       ORDER BY event_id, seq
       LIMIT 5000
      """;

  private final Connection connection;
  private final TopicLog log;
  private final int shard;
  private final Set<String> archived;
  private final Violations violations;
  private final DecisionRows rows;
  private final TopicPartition partition;
  private final BitSet decided = new BitSet();
  private long start;
  private long kept;

  RequestScan(
      Connection connection, TopicLog log, int shard, Set<String> archived,
      Violations violations) {
    this.connection = connection;
    this.log = log;
    this.shard = shard;
    this.archived = archived;
    this.violations = violations;
    rows = new DecisionRows(connection, shard, violations);
    partition = new TopicPartition(TopicLog.REQUESTS, shard);
  }

  void run(AuditOptions options) throws SQLException {
    var sla = options.sla();
    var old = sla == null ? null : Instant.now().minus(sla);
    long cursor = cursor(connection, shard);
    start = log.start(partition);
    long end = log.end(partition);
    if (cursor > end) {
      add("cursor beyond the end of the log", "the cursor stands at %d, the log ends at %d"
          .formatted(cursor, end));
    } else if (cursor < start) {
      add("request gone before it was decided", "the cursor stands at %d, the log begins at %d"
          .formatted(cursor, start));
    }
    log.read(partition, start, Math.min(cursor, end), this::compare);
    kept = log.start(partition);
    findInvented(cursor);
    if (options.drained()) {
      findLate(Math.max(cursor, start), end);
    } else if (old != null) {
      findLate(Math.max(cursor, start), log.firstSince(partition, old));
    }
  }

  /** Below which offset the requests of a shard are decided. */
  static long cursor(Connection connection, int shard) throws SQLException {
    try (var statement = connection.prepareStatement(CURSOR)) {
      statement.setInt(1, shard);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private void compare(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
    var asked = new ArrayList<RequestRecord>();
    for (var record : records) {
      var request = RequestRecord.of(record);
      if (request.isTick()) {
        continue;
      }
      if (request.ofOtherVersion()) {
        omit(request);
      } else if (request.eventId() == null || !archived.contains(request.eventId())) {
        asked.add(request);
      }
    }
    rows.compare(asked, offset -> decided.set(bit(offset)));
  }

  /** A worker that knew its version decided it, or put it aside: how, only a newer audit can say. */
  private void omit(RequestRecord request) {
    decided.set(bit(request.offset()));
    violations.omit(I8, "request of a version this audit does not know",
        "shard %d: offset %d, event %s: %s".formatted(shard, request.offset(), request.eventId(),
            request.type()));
  }

  /** Walks the ledger page by page: a page is one short statement. */
  private void findInvented(long cursor) throws SQLException {
    try (var statement = connection.prepareStatement(LEDGER)) {
      var eventId = "";
      long seq = 0;
      for (int read = 1; read > 0;) {
        statement.setInt(1, shard);
        statement.setString(2, eventId);
        statement.setLong(3, seq);
        read = 0;
        log.pace().work();
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            read++;
            eventId = rows.getString("event_id");
            seq = rows.getLong("seq");
            long offset = rows.getLong("request_offset");
            if (!rows.wasNull() && offset >= kept && offset < cursor && !take(offset)) {
              add("decision without its request", "event %s seq %d: request %s of offset %d"
                  .formatted(eventId, seq, rows.getString("request_id"), offset));
            }
          }
        }
        log.pace().rest();
      }
    }
  }

  /** One request, one decision: whoever comes second has none. */
  private boolean take(long offset) {
    boolean there = decided.get(bit(offset));
    decided.clear(bit(offset));
    return there;
  }

  /** Requests from the cursor to {@code due} should have been decided by now; a tick is none. */
  private void findLate(long cursor, long due) throws SQLException {
    if (due <= cursor) {
      return;
    }
    var examples = new ArrayList<String>();
    long read = Math.min(due - cursor, Violations.MAX_EXAMPLES);
    log.read(partition, cursor, cursor + read, records -> {
      for (var record : records) {
        var request = RequestRecord.of(record);
        if (!request.isTick()) {
          examples.add(describe(record, request));
        }
      }
    });
    long late = due - cursor - read + examples.size();
    if (late > 0) {
      violations.add(I8, "request not decided in time", late, examples);
    }
  }

  private String describe(ConsumerRecord<String, byte[]> record, RequestRecord request) {
    return "shard %d offset %d, event %s: %s %s waits since %s".formatted(shard, record.offset(),
        record.key(), request.type(), request.requestId(),
        Instant.ofEpochMilli(record.timestamp()));
  }

  private int bit(long offset) {
    return Math.toIntExact(offset - start);
  }

  private void add(String what, String example) {
    violations.add(I8, what, "shard %d: %s".formatted(shard, example));
  }
}
