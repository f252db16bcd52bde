package dev.holdfast.decisions.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Which publications are announced next: decisions overtake releases of other events.
 *
 * <p>Holds end by the thousand, and whoever has just ordered must not wait until all of them are
 * announced. Progress overtakes too: it speaks of requests, and a release is none. The results of
 * one event keep their order.
 */
final class Lanes {

  /** Decisions that come meanwhile wait for these. */
  private static final int RELEASES_AT_A_TIME = 1_000;

  private Lanes() {}

  /**
   * Decisions and progress first, then some releases.
   *
   * @param waiting in the order of their ids
   * @param limit of results of the decisions
   */
  static List<Publication> next(List<Publication> waiting, int limit) {
    var first = new ArrayList<Publication>();
    var releases = new LinkedHashMap<String, List<Publication>>();
    for (var row : waiting) {
      if (row.eventId() == null) {
        first.add(row);
      } else if (row.isRelease()) {
        releases.computeIfAbsent(row.eventId(), _ -> new ArrayList<>()).add(row);
      } else {
        var before = releases.remove(row.eventId());
        first.addAll(before == null ? List.of() : before);
        first.add(row);
      }
    }
    var next = new ArrayList<>(upTo(limit, first));
    for (var row : first.subList(next.size(), first.size())) {
      if (row.eventId() != null) {
        releases.remove(row.eventId());
      }
    }
    next.addAll(upTo(RELEASES_AT_A_TIME,
        releases.values().stream().flatMap(List::stream).toList()));
    return next;
  }

  /** The last one whole. */
  private static List<Publication> upTo(int limit, List<Publication> rows) {
    long results = 0;
    int count = 0;
    while (count < rows.size() && results < limit) {
      results += rows.get(count++).size();
    }
    return rows.subList(0, count);
  }
}
