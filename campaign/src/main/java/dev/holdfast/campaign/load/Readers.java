package dev.holdfast.campaign.load;

import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Receipt;
import dev.holdfast.demo.crowd.Sale;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * People who ask how an event or an order stands, and ask again as soon as they have an answer: one
 * half the one, one half the other.
 */
final class Readers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAUSE_MILLIS = 200;

  private final List<Sale> sales;
  private final Function<RandomGenerator, Optional<Receipt>> receipts;
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  private Readers(List<Sale> sales, Function<RandomGenerator, Optional<Receipt>> receipts) {
    this.sales = sales;
    this.receipts = receipts;
  }

  /**
   * Lets {@code count} come.
   *
   * @param receipts one of the orders there are to ask for
   */
  static Readers begin(
      int count,
      List<Sale> sales,
      Function<RandomGenerator, Optional<Receipt>> receipts,
      long seed) {
    var readers = new Readers(sales, receipts);
    var seeds = new SplittableRandom(seed);
    var apis = sales.getFirst().apis();
    for (int number = 0; number < count; number++) {
      // Of those who ask the same instance, every second one asks for orders.
      var api = apis.get(number / 2 % apis.size());
      boolean wantsOrders = number % 2 == 0;
      var random = seeds.split();
      Thread.ofVirtual().start(() -> readers.readOn(api, wantsOrders, random));
    }
    return readers;
  }

  /** How many answers there were, by what was asked for and the status: {@code order 200}. */
  Map<String, Integer> answers() {
    var counts = new TreeMap<String, Integer>();
    answers.forEach((answer, count) -> counts.put(answer, count.get()));
    return counts;
  }

  /** Nobody asks any more. */
  @Override
  public void close() {
    stopped = true;
  }

  private void readOn(URI api, boolean wantsOrders, RandomGenerator random) {
    while (!stopped) {
      try (var connection = new HttpConnection(api, PATIENCE)) {
        while (!stopped) {
          var order = wantsOrders ? receipts.apply(random) : Optional.<Receipt>empty();
          int status = connection.send(order.map(Readers::status).orElseGet(() -> event(random)))
              .status();
          answers.computeIfAbsent((order.isPresent() ? "order " : "event ") + status,
              _ -> new AtomicInteger()).incrementAndGet();
        }
      } catch (IOException e) {
        // Nobody is there, or too many are: after a while he connects again.
        pause();
      }
    }
  }

  private static HttpRequest status(Receipt receipt) {
    return HttpRequest.get(receipt.statusPath()).as(receipt.token());
  }

  private HttpRequest event(RandomGenerator random) {
    return HttpRequest.get("/v1/events/" + sales.get(random.nextInt(sales.size())).eventId());
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }
}
