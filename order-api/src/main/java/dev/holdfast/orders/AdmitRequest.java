package dev.holdfast.orders;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.orders.model.Admission;
import dev.holdfast.orders.model.Admission.Load;
import dev.holdfast.orders.model.Admission.Reason;
import dev.holdfast.orders.model.Admission.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Lets a request in or turns it away, before anything is done for it. No transaction, no lock, no
 * look at anything but this instance's memory. What may be in the log already is let in again: its
 * repeat must not hear that there is no room.
 */
@Service
public class AdmitRequest {

  private static final long HEAP_FOR_REQUESTS = Runtime.getRuntime().maxMemory() / 4 * 3;

  /** A third of the producer's buffer of 32 MB, if every request were a full KB. */
  private static final int MOST_UNSETTLED = 10_000;

  private static final int MOST_REMEMBERED = 100_000;
  private static final Duration BETWEEN_REPEATS = Duration.ofSeconds(1);

  private final Admission admission;
  private final Progress progress;
  private final Requests requests;
  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
  private final AtomicInteger atWork = new AtomicInteger();
  private final Cache<OrderCall, Long> letIn =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  AdmitRequest(Progress progress, Requests requests, Settings settings, MeterRegistry meters) {
    this.admission = new Admission((int) (HEAP_FOR_REQUESTS / Waiting.PARKED_BYTES),
        MOST_UNSETTLED, settings.longestWait());
    this.progress = progress;
    this.requests = requests;
    for (var reason : Reason.values()) {
      refused.put(reason, meters.counter("holdfast.requests.refused", "reason",
          reason.name().toLowerCase(Locale.ROOT)));
    }
    meters.gauge("holdfast.requests.at.work", atWork);
    meters.gauge("holdfast.orders.wait.seconds", progress,
        shards -> shards.longestWait().toMillis() / 1e3);
  }

  /**
   * An order to be placed, as far as the request line and the headers tell.
   *
   * @param bearer what tells the tokens of different buyers apart, mostly
   */
  public record OrderCall(String eventId, @Nullable String key, int bearer) {}

  /**
   * Judges a request that has just come.
   *
   * @param order what it orders, if it is an order
   * @return whether it may go on; {@link #leave} follows in either case
   */
  public Verdict enter(@Nullable OrderCall order) {
    var verdict = order == null || isRepeat(order)
        ? admission.any(atWork.incrementAndGet())
        : admission.order(load(order));
    if (verdict instanceof Verdict.Refused no) {
      count(no);
    }
    return verdict;
  }

  /** Turns away a request whose body would have to be waited for. */
  public Verdict.Refused refuseBody() {
    var verdict = admission.body();
    count(verdict);
    return verdict;
  }

  private void count(Verdict.Refused verdict) {
    Objects.requireNonNull(refused.get(verdict.reason())).increment();
  }

  private Load load(OrderCall order) {
    return new Load(atWork.incrementAndGet(), requests.unsettled(),
        progress.waitOf(requests.shardOf(order.eventId())));
  }

  // A repeat goes into the log again: one a second is enough for whoever missed his answer.
  private boolean isRepeat(OrderCall order) {
    var last = letIn.getIfPresent(order);
    var now = System.nanoTime();
    return last != null && now - last >= BETWEEN_REPEATS.toNanos()
        && letIn.asMap().replace(order, last, now);
  }

  /**
   * The order is about to be sent: from now on it may be in the log.
   *
   * @return whether it was not known before
   */
  public boolean remember(OrderCall order) {
    return letIn.asMap().putIfAbsent(order, System.nanoTime()) == null;
  }

  /** The order was not sent after all. */
  public void forget(OrderCall order) {
    letIn.invalidate(order);
  }

  /** So many requests at a time have room in the heap. */
  public int mostAtWork() {
    return admission.mostAtWork();
  }

  /** The request is answered. */
  public void leave() {
    atWork.decrementAndGet();
  }
}
