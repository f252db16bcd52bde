package dev.holdfast.campaign.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stranger who joins a group of consumers, takes partitions, and leaves, again and again. He says
 * nothing to Kafka about what he has read; nobody reads those partitions meanwhile.
 */
final class Storm implements Damage {

  private static final Duration POLL = Duration.ofMillis(100);
  // The others hear that somebody has joined when they send their next heartbeat.
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final String bootstrapServers;
  private final String group;
  private final String topic;
  private final Thread stranger =
      Thread.ofPlatform().daemon().name("stranger").unstarted(this::comeAndGo);
  private volatile boolean happened;
  private volatile boolean over;

  Storm(String bootstrapServers, String group, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.group = group;
    this.topic = topic;
  }

  @Override
  public void happen() {
    stranger.start();
  }

  @Override
  public void heal() throws InterruptedException {
    over = true;
    stranger.join();
  }

  @Override
  public boolean happened() {
    return happened;
  }

  private void comeAndGo() {
    while (!over) {
      visit();
    }
  }

  private void visit() {
    var consumer = new KafkaConsumer<byte[], byte[]>(Map.of(
        "bootstrap.servers", bootstrapServers, "group.id", group, "group.protocol", "classic",
        "enable.auto.commit", "false", "session.timeout.ms", "6000"),
        new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      consumer.subscribe(List.of(topic));
      long leave = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.assignment().isEmpty() && !over && System.nanoTime() < leave) {
        consumer.poll(POLL);
      }
      happened |= !consumer.assignment().isEmpty();
    } catch (KafkaException e) {
      // No brokers, no group: the next visit may be luckier.
      return;
    } finally {
      consumer.close(CloseOptions.timeout(LEAVE));
    }
  }
}
