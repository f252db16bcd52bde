package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.access.Role;
import dev.holdfast.system.RunningSystem.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Buyers who keep coming; some pay or cancel what they get. */
final class SteadyBuyers implements AutoCloseable {

  // More, and the processes that are to start meanwhile would get no processor.
  private static final int EVERY_MILLIS = 25;
  private static final int ONE_IN = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> eventIds;
  private final RunningSystem system;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong moved = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Future<?>> buyers = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  SteadyBuyers(List<String> eventIds, RunningSystem system) {
    this.eventIds = eventIds;
    this.system = system;
    var _ = clock.scheduleAtFixedRate(() -> buyers.add(threads.submit(() -> {
      buy();
      return true;
    })), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Orders that got a 202. */
  long accepted() {
    return accepted.get();
  }

  /** Orders of those that somebody saw held, and then confirmed or cancelled. */
  long moved() {
    return moved.get();
  }

  /** Lets the buyers end; throws if one of them met what he must not meet. */
  void stop() throws ExecutionException, InterruptedException {
    clock.shutdown();
    for (var buyer : buyers) {
      buyer.get();
    }
  }

  private void buy() throws IOException, InterruptedException {
    var buyer = system.token(Role.BUYER);
    var eventId = eventIds.get(ThreadLocalRandom.current().nextInt(eventIds.size()));
    var answer = place(eventId, buyer);
    accepted.incrementAndGet();
    goOn(answer, buyer);
  }

  // While JVMs start beside it on few processors a system may have to say: not now.
  private Answer place(String eventId, String buyer) {
    var key = UUID.randomUUID();
    return await("a 202").atMost(PATIENCE)
        .until(() -> system.order(eventId, buyer, key, 1), answer -> {
          assertThat(answer.status()).as(answer.toString()).isIn(202, 429, 503);
          return answer.status() == 202;
        });
  }

  private void goOn(Answer receipt, String buyer) throws IOException, InterruptedException {
    int luck = ThreadLocalRandom.current().nextInt(2 * ONE_IN);
    if (luck > 1) {
      return;
    }
    var ref = receipt.text("ref");
    if (system.awaitDecision(ref, buyer).text("status").equals("HELD")) {
      assertThat((luck == 0 ? system.pay(ref, 4_500) : system.cancel(ref, buyer)).status())
          .isEqualTo(202);
      moved.incrementAndGet();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
