package dev.holdfast.campaign.meanwhile;

import java.util.function.BiPredicate;

/**
 * Something that is to be seen, sooner or later.
 *
 * @param words what is to be seen
 * @param seen whether it is, from how things stood before and how they stand now
 * @param first what is to be seen after it counts from then on only
 */
record Step(String words, BiPredicate<Sighting, Sighting> seen, boolean first) {

  private static final String UNAVAILABLE = "503";

  private Step(String words, BiPredicate<Sighting, Sighting> seen) {
    this(words, seen, false);
  }

  static Step everyShardMoves() {
    return new Step("every shard decides", (before, now) -> now.everyShardMovedSince(before));
  }

  static Step anotherShardMoves() {
    return new Step("another shard decides",
        (before, now) -> now.anotherShardThanHaltedMovedSince(before));
  }

  static Step aShardIsHalted() {
    return new Step("a worker says that a shard is halted", (_, now) -> !now.halted().isEmpty(),
        true);
  }

  static Step releasesAreHalted() {
    return new Step("releases are halted", (_, now) -> now.releasesHalted(), true);
  }

  static Step unavailable() {
    return new Step("503 is answered", (before, now) -> now.answeredSince(before, UNAVAILABLE));
  }

  static Step isDead(String instance) {
    return new Step(instance + " has ended", (_, now) -> now.dead().contains(instance), true);
  }

  static Step isServed(String api) {
    return new Step("buyers at " + api + " hear decisions",
        (before, now) -> now.servedSince(before, api));
  }

  static Step isRead(String what) {
    return new Step("somebody is told how an " + what + " stands",
        (before, now) -> now.answeredSince(before, what + " 200"));
  }
}
