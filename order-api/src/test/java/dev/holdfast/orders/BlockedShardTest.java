package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackSettings;
import dev.holdfast.messages.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can't be projected is not stepped over: the shard waits until an operator says so. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockedShardTest {

  private LocalStack stack;
  private Api api;
  private Sale sale;
  private int shard;

  // Topics of its own: what is spoilt here would stop every later view of the shared ones.
  @BeforeAll
  void start(@TempDir Path directory) {
    stack = LocalStack.start(StackSettings.in(directory.resolve("stack")));
    Api.createTopics(stack);
    api = Api.start(stack);
  }

  @BeforeEach
  void openSale() {
    sale = Sale.on(api);
    shard = Inventory.shardOf(sale.eventId());
  }

  @AfterEach
  void closeSale() {
    sale.close();
  }

  @AfterAll
  void close() {
    api.close();
    stack.close();
  }

  @Test
  void a_result_of_a_newer_version_blocks_its_shard_and_no_other(CapturedOutput output) {
    var order = sale.order().header("Location");
    var newer = new ProducerRecord<>(Topics.RESULTS, shard, sale.eventId(), "{}".getBytes(UTF_8));
    newer.headers().add("ce_type", "order-held.v2".getBytes(UTF_8));
    sale.inventory().send(newer);
    sale.inventory().announce(Inventory.held(sale.placed(), 2));
    await().until(() -> output.getOut().contains("is unreadable: unknown ce_type: order-held.v2"));

    assertThat(sale.inventory().openedOn(api, (shard + 1) % Api.SHARDS)).isNotEmpty();
    assertThat(status(order)).isEqualTo("PENDING");

    // As a newer order-api does, or an operator once the record is understood.
    stepOver(1);
    await().until(() -> status(order).equals("HELD"));
  }

  @Test
  void results_gone_from_the_topic_block_their_shard(CapturedOutput output) throws Exception {
    // As if the last result so far had never been projected.
    stepOver(-1);
    dropResultsSoFar();
    var order = sale.order().header("Location");
    sale.inventory().announce(Inventory.held(sale.placed(), 2));
    await().until(() -> output.getOut().contains("is gone from the topic"));

    assertThat(status(order)).isEqualTo("PENDING");

    stepOver(1);
    await().until(() -> status(order).equals("HELD"));
  }

  private String status(String url) {
    return sale.guest().call("GET", url).send().text("status");
  }

  private void stepOver(int results) {
    api.bean(JdbcClient.class)
        .sql("UPDATE shard_position SET results_offset = results_offset + :n WHERE shard = :shard")
        .param("n", results)
        .param("shard", shard)
        .update();
  }

  private void dropResultsSoFar() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.deleteRecords(Map.of(new TopicPartition(Topics.RESULTS, shard),
          RecordsToDelete.beforeOffset(-1))).all().get();
    }
  }
}
