package dev.holdfast.campaign.verdict;

import dev.holdfast.campaign.site.Newer;
import dev.holdfast.campaign.verdict.DecidedOrders.Place;
import dev.holdfast.demo.verdict.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What becomes of orders that came before the workers that can read them: they wait for these. */
final class NewerChecks {

  private final List<Newer> newer;

  NewerChecks(List<Newer> newer) {
    this.newer = newer;
  }

  Check decided(Set<UUID> known, Set<Place> quarantined) {
    var lost = new ArrayList<String>();
    for (var order : newer) {
      if (quarantined.contains(new Place(order.shard(), order.offset()))) {
        lost.add(words(order) + " is in quarantine");
      } else if (!known.contains(order.orderId())) {
        lost.add(words(order) + " was passed over");
      }
    }
    return Check.of("NEWER", "an order of a newer version waits for a worker that can read it",
        lost);
  }

  private static String words(Newer order) {
    return "order %s of version %d at %d:%d".formatted(order.orderId(), order.version(),
        order.shard(), order.offset());
  }
}
