package dev.holdfast.decisions.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.Ask;
import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.decisions.Inventory;
import dev.holdfast.decisions.RememberedResults;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.inventory.SaleTerms;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublisherTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("publisher_test");

  private final ShardStates states = INVENTORY.worker().get(ShardStates.class);
  private final RememberedResults topic = INVENTORY.worker().get(RememberedResults.class);

  @ParameterizedTest
  @MethodSource("failures")
  void whatever_fails_is_said_and_tried_again(Runnable failure) {
    var failed = new CountDownLatch(2);
    topic.meanwhile(() -> {
      if (failed.getCount() > 0) {
        failed.countDown();
        failure.run();
      }
    });
    INVENTORY.decide(Ask.open(SaleTerms.of(1)));
    var publisher = Publisher.start(0, INVENTORY.worker().get(AnnounceResults.class), states,
        new FreshRanges(new AtomicInteger()));

    await().until(() -> states.wrong().containsKey("shard-0 ANNOUNCING"));
    await().until(() -> topic.announced().size() == 1);
    await().until(() -> states.wrong().isEmpty());

    INVENTORY.decide(Ask.place("ada", 1));
    await().until(() -> topic.announced().size() == 2);
    publisher.stop();
    assertThat(failed.getCount()).isZero();
  }

  static Stream<Runnable> failures() {
    return Stream.of(() -> {
      throw new IllegalStateException("a row is missing");
    }, () -> {
      throw new NoClassDefFoundError("dev/holdfast/Gone");
    });
  }
}
