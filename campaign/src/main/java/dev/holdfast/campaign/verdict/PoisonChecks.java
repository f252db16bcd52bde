package dev.holdfast.campaign.verdict;

import dev.holdfast.campaign.site.Poisoned;
import dev.holdfast.campaign.verdict.DecidedOrders.Place;
import dev.holdfast.demo.verdict.Check;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What becomes of records nobody can decide: kept for a person, and whoever can be is answered. */
final class PoisonChecks {

  private static final String NOT_THERE = "not there";

  private final List<Poisoned> poisoned;

  PoisonChecks(List<Poisoned> poisoned) {
    this.poisoned = poisoned;
  }

  Check kept(Set<Place> quarantined) {
    return Check.of("POISON", "every record nobody can decide is in quarantine", poisoned.stream()
        .filter(poison -> !quarantined.contains(new Place(poison.shard(), poison.offset())))
        .map(poison -> "%s at %d:%d".formatted(poison.sort(), poison.shard(), poison.offset()))
        .toList());
  }

  Check answered(Map<UUID, String> status) {
    return Check.of("POISON", "an order nobody can read is rejected, if anybody can tell it is one",
        poisoned.stream()
            .filter(poison -> !found(status, poison).equals(
                poison.answered() ? "REJECTED" : NOT_THERE))
            .map(poison -> "order %s of the record %s at %d:%d is %s".formatted(poison.orderId(),
                poison.sort(), poison.shard(), poison.offset(), found(status, poison)))
            .toList());
  }

  private static String found(Map<UUID, String> status, Poisoned poison) {
    return status.getOrDefault(poison.orderId(), NOT_THERE);
  }
}
