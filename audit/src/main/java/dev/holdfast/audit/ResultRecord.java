package dev.holdfast.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result as the auditor reads it: with code of its own, not with that of the workers.
 *
 * @param body absent if it can't be read
 */
record ResultRecord(long offset, @Nullable String type, @Nullable JsonNode body) {

  private static final String PROGRESS = "progress.v1";
  private static final Pattern OTHER_VERSION = Pattern.compile(
      "(order-(held|rejected|confirmed|expired|cancelled)|refund-due|(move|change)-refused"
          + "|event-(opened|changed)|progress)[.]v(?!1$)\\d+");

  private static final JsonMapper JSON = new JsonMapper();

  static ResultRecord of(ConsumerRecord<String, byte[]> record) {
    var type = RequestRecord.type(record);
    try {
      return new ResultRecord(record.offset(), type,
          JSON.readTree(record.value() == null ? new byte[0] : record.value()));
    } catch (JacksonException e) {
      return new ResultRecord(record.offset(), type, null);
    }
  }

  /** Whether it is one of ours, in a version that this auditor does not know. */
  boolean ofOtherVersion() {
    return type != null && OTHER_VERSION.matcher(type).matches();
  }

  boolean isProgress() {
    return PROGRESS.equals(type);
  }

  /** Whether it names a row of a ledger. */
  boolean isReadable() {
    return isProgress()
        ? number("/nextOffset") >= 0
        : text("/entry/eventId") != null && incarnation() > 0 && seq() > 0
            && seq() < Integer.MAX_VALUE;
  }

  String eventId() {
    return RequestRecord.storable(String.valueOf(text("/entry/eventId")));
  }

  int incarnation() {
    return (int) Math.min(Integer.MAX_VALUE, number("/entry/incarnation"));
  }

  long seq() {
    return number("/entry/seq");
  }

  /** The number there; -1 if there is none. */
  long number(String pointer) {
    var node = body == null ? null : body.at(pointer);
    return node == null || !node.isIntegralNumber() || !node.canConvertToLong()
        ? -1
        : node.asLong();
  }

  /**
   * Where the result says otherwise than the row; null if nowhere.
   *
   * @param row its columns are named by JSON pointers, but for those before {@code first}
   */
  @Nullable
  String otherThan(ResultSet row, int first) throws SQLException {
    var columns = row.getMetaData();
    for (int column = first; column <= columns.getColumnCount(); column++) {
      var pointer = columns.getColumnLabel(column);
      var expected = text(row.getObject(column));
      if (!same(pointer, expected)) {
        return "%s is %s, the ledger says %s".formatted(pointer, text(pointer), expected);
      }
    }
    return null;
  }

  private boolean same(String pointer, @Nullable String expected) {
    var actual = text(pointer);
    if (expected == null || actual == null || !expected.startsWith("{")) {
      return expected == null ? actual == null : expected.equals(actual);
    }
    return JSON.readTree(expected).equals(JSON.readTree(actual));
  }

  private static @Nullable String text(@Nullable Object column) {
    return switch (column) {
      case null -> null;
      case Timestamp time -> time.toInstant().toString();
      default -> column.toString();
    };
  }

  private @Nullable String text(String pointer) {
    if (pointer.equals("ce_type")) {
      return type;
    }
    var node = body == null ? null : body.at(JsonPointer.compile(pointer));
    if (node == null || node.isMissingNode() || node.isNull()) {
      return null;
    }
    return node.isValueNode() ? node.asString() : node.toString();
  }
}
