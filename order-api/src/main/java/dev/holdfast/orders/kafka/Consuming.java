package dev.holdfast.orders.kafka;

import dev.holdfast.orders.Positions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** How results are consumed: from the positions the views keep, one shard at a time, for ever. */
@Configuration(proxyBeanMethods = false)
class Consuming {

  private static final Logger log = LoggerFactory.getLogger(Consuming.class);
  private static final int THREADS = 2;
  private static final int HINT_EVERY_MILLIS = 1_000;

  @Bean
  ConcurrentKafkaListenerContainerFactory<String, byte[]> resultContainers(
      ConsumerFactory<String, byte[]> consumers,
      Positions positions) {
    var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
    factory.setConsumerFactory(consumers);
    factory.setBatchListener(true);
    factory.setConcurrency(THREADS);
    var errors = new DefaultErrorHandler(backOff());
    errors.setLogLevel(org.springframework.kafka.KafkaException.Level.WARN);
    factory.setCommonErrorHandler(errors);
    var container = factory.getContainerProperties();
    container.setSubBatchPerPartition(true);
    // What Kafka keeps as committed is a hint for whoever looks at the lag: a projection that waits
    // for it after every batch is a slower one.
    container.setAckMode(ContainerProperties.AckMode.TIME);
    container.setAckTime(HINT_EVERY_MILLIS);
    container.setSyncCommits(false);
    container.setCommitCallback((_, _) -> {});
    // Platform threads: the consumer and the pool both spin or pin on virtual ones.
    container.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("projection-"));
    container.setConsumerRebalanceListener(new FromStoredPositions(positions));
    return factory;
  }

  private static ExponentialBackOff backOff() {
    var backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(5_000);
    return backOff;
  }

  /** The views know what they have. */
  private record FromStoredPositions(Positions positions)
      implements
        ConsumerAwareRebalanceListener {

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
      var stored = read();
      for (var partition : assigned) {
        var position = stored.get(partition.partition());
        if (position == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, position.resultsOffset());
        }
      }
    }

    private Map<Integer, Positions.Position> read() {
      while (true) {
        try {
          return positions.all();
        } catch (RuntimeException e) {
          // To give up here would leave the partitions where Kafka thinks they are.
          log.atWarn().addKeyValue("why", e.getMessage()).log("Waiting for the views' positions");
          pause();
        }
      }
    }

    private static void pause() {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for the views", e);
      }
    }
  }
}
