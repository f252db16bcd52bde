package dev.holdfast.audit;

import static dev.holdfast.audit.Promise.I8;
import static dev.holdfast.audit.Promise.I9;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every row of a shard's ledger is announced as it is, in turn, and nothing else is. */
final class ResultScan {

  // Rows at or above a publication that still waits need not be there; all in one statement.
  private static final String DUE =
      """
      SELECT event_id, incarnation, least(event.last_seq + 1, min(first_seq)) AS below
        FROM inventory.event
        LEFT JOIN inventory.publication USING (shard, event_id)
       WHERE shard = ?
         AND topic = 'purchase-requests'
       GROUP BY shard, event_id, incarnation, event.last_seq
      """;

  private static final String OCCURRED_AT =
      """
      SELECT occurred_at
        FROM inventory.ledger
       WHERE shard = ?
         AND event_id = ?
         AND seq = ?
      """;

  /** What clocks of brokers and database may differ, and a publisher may take its time. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final Connection connection;
  private final TopicLog log;
  private final int shard;
  private final Set<String> archived;
  private final Violations violations;
  private final LedgerRows rows;
  private final Map<String, Announced> events = new HashMap<>();
  private long progress;

  ResultScan(
      Connection connection, TopicLog log, int shard, Set<String> archived,
      Violations violations) {
    this.connection = connection;
    this.log = log;
    this.shard = shard;
    this.archived = archived;
    this.violations = violations;
    rows = new LedgerRows(connection, shard, violations);
  }

  void run() throws SQLException {
    readDue();
    var partition = new TopicPartition(TopicLog.RESULTS, shard);
    log.read(partition, log.start(partition), log.end(partition), this::compare);
    checkProgress();
    // As it begins by now: it may have lost records while it was read.
    var begins = log.begins(partition);
    for (var event : events.entrySet()) {
      checkMissing(event.getKey(), event.getValue(), begins);
    }
  }

  private void readDue() throws SQLException {
    try (var statement = connection.prepareStatement(DUE)) {
      statement.setInt(1, shard);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          events.put(rows.getString("event_id"),
              new Announced(rows.getInt("incarnation"), rows.getLong("below")));
        }
      }
    }
  }

  private void compare(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
    var entries = new ArrayList<ResultRecord>();
    for (var record : records) {
      var result = ResultRecord.of(record);
      if (result.ofOtherVersion()) {
        omit(record);
      } else if (!result.isReadable()) {
        violations.add(I9, "result that can't be read",
            "shard %d: offset %d".formatted(shard, result.offset()));
      } else if (result.isProgress()) {
        progress = Math.max(progress, result.number("/nextOffset"));
      } else if (!archived.contains(result.eventId())) {
        entries.add(result);
      }
    }
    for (var result : entries) {
      var event = events.get(result.eventId());
      if (event != null) {
        event.add(result.incarnation(), result.seq());
      }
    }
    rows.compare(entries);
  }

  /** Which row it announces is unknown, so what is missing of its event is unknown too. */
  private void omit(ConsumerRecord<String, byte[]> record) {
    violations.omit(I9, "result of a version this audit does not know",
        "shard %d: offset %d, event %s: %s".formatted(shard, record.offset(), record.key(),
            RequestRecord.type(record)));
    if (record.key() != null) {
      events.remove(record.key());
    }
  }

  private void checkProgress() throws SQLException {
    long decided = RequestScan.cursor(connection, shard);
    if (decided < progress) {
      violations.add(I8, "more is announced as decided than is",
          "shard %d: decided below offset %d, announced as decided below %d".formatted(shard,
              decided, progress));
    }
  }

  private void checkMissing(String eventId, Announced event, Instant begins)
      throws SQLException {
    var examples = new ArrayList<String>();
    long missing = 0;
    for (int seq = event.newestMissing(); seq > 0 && mustBeThere(eventId, seq,
        begins); seq = event.missingBelow(seq)) {
      missing++;
      if (missing <= Violations.MAX_EXAMPLES) {
        examples.add("shard %d: event %s seq %d".formatted(shard, eventId, seq));
      }
    }
    if (missing > 0) {
      violations.add(I9, "ledger row not on the topic", missing, examples);
    }
  }

  /** A log that has lost its oldest records owes only what was decided since. */
  private boolean mustBeThere(String eventId, int seq, Instant begins) throws SQLException {
    if (begins.equals(Instant.MIN)) {
      return true;
    }
    try (var statement = connection.prepareStatement(OCCURRED_AT)) {
      statement.setInt(1, shard);
      statement.setString(2, eventId);
      statement.setLong(3, seq);
      try (var row = statement.executeQuery()) {
        return !row.next() || row.getTimestamp(1).toInstant().minus(MARGIN).isAfter(begins);
      }
    }
  }
}
