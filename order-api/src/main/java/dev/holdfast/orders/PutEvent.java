package dev.holdfast.orders;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.Request;
import dev.holdfast.orders.Requests.Sent;
import dev.holdfast.orders.model.LastOutcome;
import dev.holdfast.orders.model.ShownEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Opens an event or replaces its terms: a request on the topic like any other, whose answer is
 * awaited in the view for a while. No transaction, no lock.
 */
@Service
public class PutEvent {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Events events;
  private final Requests requests;
  private final Waiting waiting;

  PutEvent(Events events, Requests requests, Waiting waiting) {
    this.events = events;
    this.requests = requests;
    this.waiting = waiting;
  }

  /** What became of the organiser's wish. */
  public sealed interface Verdict {

    /** The view has the answer: opened, changed or refused, as {@code event.lastOutcome} says. */
    record Answered(ShownEvent event, LastOutcome outcome) implements Verdict {}

    /** The inventory has not answered yet; the event's {@code lastOutcome} will. */
    record NotYet(UUID requestId) implements Verdict {}

    /** Kafka has not acknowledged: the request may be in the log or not. */
    record Unanswered() implements Verdict {}

    record NotSent() implements Verdict {}
  }

  public Verdict put(String eventId, EventTerms terms, @Nullable String traceparent) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var requestId = UUID.randomUUID();
    var request = events.find(eventId).isPresent()
        ? new Request.ChangeEvent(requestId, eventId, terms)
        : new Request.OpenEvent(requestId, eventId, terms);
    return switch (requests.send(request, traceparent, PATIENCE)) {
      case Sent.Acknowledged _ -> await(eventId, requestId, deadline);
      case Sent.Unanswered _ -> new Verdict.Unanswered();
      case Sent.NotSent _ -> new Verdict.NotSent();
    };
  }

  private Verdict await(String eventId, UUID requestId, long deadline) {
    while (true) {
      // The bell first, then the look: news between the two rings it.
      var bell = waiting.bell(requests.shardOf(eventId));
      var answer = answer(eventId, requestId);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (!rings(bell, deadline - System.nanoTime())) {
        return answer(eventId, requestId).orElse(new Verdict.NotYet(requestId));
      }
    }
  }

  private Optional<Verdict> answer(String eventId, UUID requestId) {
    var event = events.find(eventId).orElse(null);
    var outcome = event == null ? null : event.lastOutcome();
    return event == null || outcome == null || !outcome.requestId().equals(requestId)
        ? Optional.empty()
        : Optional.of(new Verdict.Answered(event, outcome));
  }

  private static boolean rings(CompletableFuture<Void> bell, long nanos) {
    try {
      bell.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
