package dev.holdfast.orders.model;

import static java.util.Comparator.comparing;

import dev.holdfast.messages.Result;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a batch of results makes of the views: the newest row per order and per event, sorted by
 * key, so that two writers can't lock rows in opposite order.
 *
 * @param progress the highest offset a {@link Result.Progress} of the batch named
 */
public record Projection(
    List<ProjectedOrder> orders, List<ProjectedEvent> events, OptionalLong progress) {

  /** Folds results, in any order: a row that is not newer adds at most what the newer one lacks. */
  public static Projection of(Collection<Result> results) {
    Map<OrderKey, ProjectedOrder> orders = new HashMap<>();
    Map<String, ProjectedEvent> events = new HashMap<>();
    var progress = OptionalLong.empty();
    for (var result : results) {
      switch (result) {
        case Result.Progress(_, var next) ->
          progress = OptionalLong.of(Math.max(next, progress.orElse(0)));
        case Result.OfOrder about -> {
          add(events, ProjectedEvent.of(about));
          ProjectedOrder.of(about)
              .ifPresent(row -> orders.merge(row.key(), row,
                  ProjectedOrder::fold));
        }
        case Result.OfEvent about -> add(events, ProjectedEvent.of(about));
      }
    }
    return new Projection(
        orders.values()
            .stream()
            .sorted(comparing(ProjectedOrder::eventId).thenComparing(ProjectedOrder::orderId))
            .toList(),
        events.values().stream().sorted(comparing(ProjectedEvent::eventId)).toList(),
        progress);
  }

  private static void add(Map<String, ProjectedEvent> events, ProjectedEvent row) {
    events.merge(row.eventId(), row, ProjectedEvent::fold);
  }
}
