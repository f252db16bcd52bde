package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.inventory.model.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code publication}, and the incarnation its event has now.
 *
 * @param eventId absent if it says how far the shard has been applied
 * @param isRelease whether the expiry worker wrote it: its last row answers no request
 */
record Publication(
    long id, @Nullable String eventId, int incarnation, long firstSeq, long lastSeq,
    long nextOffset, boolean isRelease) {

  static Publication read(ResultSet rs, int number) throws SQLException {
    return new Publication(rs.getLong("id"), rs.getString("event_id"), rs.getInt("incarnation"),
        rs.getLong("first_seq"), rs.getLong("last_seq"), rs.getLong("next_offset"),
        rs.getBoolean("is_release"));
  }

  /** How many results it names. */
  long size() {
    return eventId == null ? 0 : lastSeq - firstSeq + 1;
  }

  /** After a failover that lost transactions, an id may be given to another range. */
  @Nullable
  List<LedgerEntry> from(FreshRanges fresh) {
    var entries = fresh.of(id);
    return entries != null && entries.getFirst().seq() == firstSeq
        && entries.getFirst().eventId().equals(eventId) ? entries : null;
  }
}
