package dev.holdfast.orders.model;

import static java.util.Comparator.comparingInt;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.Result;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code event_view} to be written; the names of the fields are the columns. Results of
 * orders bring only new counters, so terms and outcome are absent there.
 */
public record ProjectedEvent(
    String eventId, int shard, int incarnation, long seq, int capacity, int available, int held,
    int sold, @Nullable EventTerms terms, @Nullable UUID lastRequestId, @Nullable String lastCode,
    @Nullable Integer lastFloor, Instant updatedAt) {

  private static final Comparator<ProjectedEvent> AGE =
      comparingInt(ProjectedEvent::incarnation).thenComparingLong(ProjectedEvent::seq);

  static ProjectedEvent of(Result.OfOrder result) {
    return of(result, null, null, null, null);
  }

  static ProjectedEvent of(Result.OfEvent result) {
    var floor = result instanceof Result.ChangeRefused refused ? refused.floor() : null;
    return of(result, result.terms(), result.entry().requestId(), Outcomes.code(result), floor);
  }

  static ProjectedEvent fold(ProjectedEvent one, ProjectedEvent other) {
    var inOrder = AGE.compare(one, other) <= 0;
    var newer = inOrder ? other : one;
    var older = inOrder ? one : other;
    if (newer.lastCode != null || older.lastCode == null) {
      return newer;
    }
    return new ProjectedEvent(newer.eventId, newer.shard, newer.incarnation, newer.seq,
        newer.capacity, newer.available, newer.held, newer.sold, older.terms, older.lastRequestId,
        older.lastCode, older.lastFloor, newer.updatedAt);
  }

  private static ProjectedEvent of(
      Result.Announced result,
      @Nullable EventTerms terms,
      @Nullable UUID requestId,
      @Nullable String code,
      @Nullable Integer floor) {
    var entry = result.entry();
    var balance = entry.balance();
    return new ProjectedEvent(entry.eventId(), entry.shard(), entry.incarnation(), entry.seq(),
        balance.capacity(), balance.available(), balance.held(), balance.sold(), terms, requestId,
        code, floor, entry.occurredAt());
  }
}
