package dev.holdfast.decisions.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.holdfast.decisions.Quarantine;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.inventory.Column;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class QuarantineTable implements Quarantine {

  private static final String ADD =
      """
      INSERT INTO quarantine (shard, topic, record_offset, record_key, headers, body, why,
             appended_at)
      VALUES (:shard, :topic, :offset, :key, CAST(:headers AS jsonb), :body, :why, :appendedAt)
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json = new JsonMapper();

  QuarantineTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One statement a record: this is the rare path. */
  @Override
  public void add(String topic, int shard, List<Unreadable> records) {
    for (var record : records) {
      int added = jdbc.sql(ADD)
          .param("shard", shard)
          .param("topic", topic)
          .param("offset", record.offset())
          .param("key", record.raw().key())
          .param("headers", json.writeValueAsString(storable(record.raw().headers())))
          .param("body", record.raw().body())
          .param("why", storable(record.why()))
          .param("appendedAt", record.appendedAt().atOffset(ZoneOffset.UTC))
          .update();
      Column.expect(1, added, "quarantine");
    }
  }

  private static Map<String, String> storable(Map<String, String> headers) {
    return headers.entrySet()
        .stream()
        .collect(toMap(header -> storable(header.getKey()), header -> storable(header.getValue()),
            (first, second) -> second));
  }

  /** PostgreSQL's text holds every character but U+0000 and halves of surrogate pairs. */
  private static String storable(String text) {
    return new String(text.replace('\0', '?').getBytes(UTF_8), UTF_8);
  }
}
