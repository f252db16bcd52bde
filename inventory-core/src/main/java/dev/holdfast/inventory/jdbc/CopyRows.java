package dev.holdfast.inventory.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Rows on their way into a table by {@code COPY … FROM STDIN (FORMAT binary)}: values in the order
 * of the statement's columns, each with its length in front.
 *
 * <p>The format is PostgreSQL's, see "COPY, Binary Format" in its manual.
 */
final class CopyRows {

  private static final byte[] SIGNATURE =
      {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
  private static final short END = -1;
  private static final int ABSENT = -1;
  private static final byte JSONB_VERSION = 1;
  private static final long EPOCH_2000 = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
  private short fields;

  private CopyRows() {
    bytes.put(SIGNATURE).putInt(0).putInt(0);
  }

  /**
   * Copies rows into a table and returns how many it took.
   *
   * @param values adds the value of every column that {@code sql} names
   */
  static <T> long copy(
      JdbcOperations jdbc,
      String sql,
      List<T> rows,
      BiConsumer<CopyRows, T> values) {
    var copied = new CopyRows();
    rows.forEach(row -> copied.row(row, values));
    copied.room(Short.BYTES).putShort(END);
    return copied.send(jdbc, sql);
  }

  private <T> void row(T row, BiConsumer<CopyRows, T> values) {
    int start = room(Short.BYTES).position();
    bytes.putShort((short) 0);
    fields = 0;
    values.accept(this, row);
    bytes.putShort(start, fields);
  }

  CopyRows add(int value) {
    field(Integer.BYTES).putInt(value);
    return this;
  }

  CopyRows add(long value) {
    field(Long.BYTES).putLong(value);
    return this;
  }

  CopyRows add(@Nullable Integer value) {
    return value == null ? absent() : add(value.intValue());
  }

  CopyRows add(@Nullable Long value) {
    return value == null ? absent() : add(value.longValue());
  }

  CopyRows add(@Nullable Enum<?> value) {
    return value == null ? absent() : add(value.name());
  }

  CopyRows add(@Nullable String value) {
    if (value == null) {
      return absent();
    }
    var text = value.getBytes(UTF_8);
    field(text.length).put(text);
    return this;
  }

  CopyRows add(@Nullable UUID value) {
    if (value == null) {
      return absent();
    }
    field(2 * Long.BYTES).putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  /** A {@code timestamptz}: microseconds since 2000; what is finer is cut off. */
  CopyRows add(@Nullable Instant value) {
    return value == null
        ? absent()
        : add((value.getEpochSecond() - EPOCH_2000) * 1_000_000 + value.getNano() / 1_000);
  }

  CopyRows addJson(@Nullable String value) {
    if (value == null) {
      return absent();
    }
    var text = value.getBytes(UTF_8);
    field(1 + text.length).put(JSONB_VERSION).put(text);
    return this;
  }

  private CopyRows absent() {
    fields++;
    room(Integer.BYTES).putInt(ABSENT);
    return this;
  }

  private ByteBuffer field(int length) {
    fields++;
    return room(Integer.BYTES + length).putInt(length);
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      int enough = Math.max(2 * bytes.capacity(), bytes.position() + more);
      bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), enough)).position(bytes.position());
    }
    return bytes;
  }

  private long send(JdbcOperations jdbc, String sql) {
    ConnectionCallback<Long> copying = connection -> send(connection, sql);
    return requireNonNull(jdbc.execute(copying));
  }

  private long send(Connection connection, String sql) throws SQLException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      copy.writeToCopy(bytes.array(), 0, bytes.position());
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
