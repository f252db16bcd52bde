package dev.holdfast.demo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.crowd.Attempts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLedgerFileTest {

  @TempDir
  Path directory;

  @Test
  void it_says_when_it_was_written_and_what_a_buyer_was_told_under_each_key() throws Exception {
    var order = UUID.randomUUID();
    var file = directory.resolve("client.jsonl");

    ClientLedgerFile.write(Map.of("gala", List.of(Attempts.decided(order, "HELD", 1),
        Attempts.refused(), Attempts.broken("went back"))),
        Instant.parse("2026-11-23T20:00:00Z"), file);

    assertThat(Files.readAllLines(file)).containsExactly("""
        {"writtenAt":"2026-11-23T20:00:00Z"}""", """
        {"eventId":"gala","accountId":"account-1","key":"key-1","acceptance":"ACCEPTED",\
        "orderId":"%s","status":"HELD","incarnation":1,"version":1,"broken":[]}"""
        .formatted(order), """
        {"eventId":"gala","accountId":"account-1","key":"key-1","acceptance":"REFUSED",\
        "orderId":null,"status":"PENDING","incarnation":0,"version":0,"broken":[]}""", """
        {"eventId":"gala","accountId":"account-1","key":"key-1","acceptance":"REFUSED",\
        "orderId":null,"status":"PENDING","incarnation":0,"version":0,"broken":["went back"]}""");
  }
}
