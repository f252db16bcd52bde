package dev.holdfast.campaign.load;

import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Sale;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** People who ask how an event stands, and ask again as soon as they have an answer. */
final class Readers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAUSE_MILLIS = 200;

  private final List<Sale> sales;
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  private Readers(List<Sale> sales) {
    this.sales = sales;
  }

  static Readers begin(int count, List<Sale> sales) {
    var readers = new Readers(sales);
    for (int number = 0; number < count; number++) {
      var apis = sales.getFirst().apis();
      var api = apis.get(number % apis.size());
      Thread.ofVirtual().start(() -> readers.readOn(api));
    }
    return readers;
  }

  /** How many answers there were, by their status. */
  Map<Integer, Integer> answers() {
    var counts = new TreeMap<Integer, Integer>();
    answers.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** Nobody asks any more. */
  @Override
  public void close() {
    stopped = true;
  }

  private void readOn(URI api) {
    while (!stopped) {
      try (var connection = new HttpConnection(api, PATIENCE)) {
        while (!stopped) {
          int status = connection.send(HttpRequest.get(anyEvent())).status();
          answers.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
        }
      } catch (IOException e) {
        // Nobody is there, or too many are: after a while he connects again.
        pause();
      }
    }
  }

  private String anyEvent() {
    var sale = sales.get(ThreadLocalRandom.current().nextInt(sales.size()));
    return "/v1/events/" + sale.eventId();
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
