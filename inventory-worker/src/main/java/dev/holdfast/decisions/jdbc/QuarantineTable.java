package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.Quarantine;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.inventory.Column;
import java.time.ZoneOffset;
import java.util.List;
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
          .param("headers", json.writeValueAsString(record.raw().headers()).replace("\\u0000", "?"))
          .param("body", record.raw().body())
          .param("why", record.why().replace('\0', '?'))
          .param("appendedAt", record.appendedAt().atOffset(ZoneOffset.UTC))
          .update();
      Column.expect(1, added, "quarantine");
    }
  }
}
