package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaBrokerTest {

  private final LocalStack stack = LocalStack.shared();
  private final Map<String, Object> broker = Map.of(
      "bootstrap.servers", stack.bootstrapServers(), "acks", "all", "max.block.ms", 2_000);

  @Test
  void a_record_goes_through() throws Exception {
    create("through");

    send("through", "first");

    assertThat(read("through", 1)).containsExactly("first");
  }

  @Test
  void a_topic_nobody_created_is_not_there() {
    assertThatThrownBy(() -> send("mistyped", "lost")).isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void a_broker_killed_at_once_comes_back_with_its_log() throws Exception {
    create("kept");
    send("kept", "before");

    stack.kafka().kill();
    assertThatThrownBy(() -> send("kept", "while it is down"))
        .isInstanceOf(ExecutionException.class);
    stack.kafka().restart();
    send("kept", "after");

    assertThat(read("kept", 2)).containsExactly("before", "after");
  }

  @Test
  void a_broker_that_hangs_keeps_its_connections_and_comes_back_after_a_kill() throws Exception {
    create("slow");
    try (var producer =
        new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("slow", 0, "key", "before")).get(30, TimeUnit.SECONDS);

      stack.kafka().hang();
      var unanswered = producer.send(new ProducerRecord<>("slow", 0, "key", "while it hangs"));
      assertThatThrownBy(() -> unanswered.get(1, TimeUnit.SECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      stack.kafka().kill();
      stack.kafka().restart();
    }
    send("slow", "after");

    assertThat(read("slow", 1)).startsWith("before");
  }

  @Test
  void a_broker_that_hung_answers_what_it_was_asked_meanwhile() throws Exception {
    create("late");
    try (var producer =
        new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("late", 0, "key", "before")).get(30, TimeUnit.SECONDS);

      stack.kafka().hang();
      var unanswered = producer.send(new ProducerRecord<>("late", 0, "key", "while it hangs"));
      assertThatThrownBy(() -> unanswered.get(1, TimeUnit.SECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      stack.kafka().resume();

      assertThat(unanswered.get(30, TimeUnit.SECONDS).offset()).isEqualTo(1);
    }
  }

  private void create(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private void send(String topic, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "key", value)).get(30, TimeUnit.SECONDS);
    }
  }

  private List<String> read(String topic, int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      var values = new ArrayList<String>();
      while (values.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
