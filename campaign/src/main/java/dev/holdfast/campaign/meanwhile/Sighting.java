package dev.holdfast.campaign.meanwhile;

import java.util.Map;
import java.util.Set;

/**
 * How things stand at one moment.
 *
 * @param cursors by shard, the next request to be decided; empty if the database does not answer
 * @param releasesHalted whether a wrong clock has halted releases
 * @param decided by instance of order-api, how many decisions those have heard who ask no other
 * @param answers how often buyers and readers got each answer, such as {@code 503 view-unavailable}
 * @param dead instances whose process has ended
 * @param halted shards of which a worker says that it has halted them
 */
public record Sighting(
    Map<Integer, Long> cursors, boolean releasesHalted, Map<String, Integer> decided,
    Map<String, Integer> answers, Set<String> dead, Set<Integer> halted) {

  public Sighting {
    cursors = Map.copyOf(cursors);
    decided = Map.copyOf(decided);
    answers = Map.copyOf(answers);
    dead = Set.copyOf(dead);
    halted = Set.copyOf(halted);
  }

  /** The same with the cursors of a later moment, if the database did not answer at this one. */
  Sighting orCursorsOf(Sighting later) {
    return cursors.isEmpty()
        ? new Sighting(later.cursors, releasesHalted, decided, answers, dead, halted)
        : this;
  }

  /** Whether every shard has decided something since {@code before}. */
  boolean everyShardMovedSince(Sighting before) {
    return !before.cursors.isEmpty() && before.cursors.keySet()
        .stream()
        .allMatch(shard -> moved(shard, before));
  }

  /** Whether a shard has decided something since {@code before} that no worker has halted. */
  boolean anotherShardThanHaltedMovedSince(Sighting before) {
    return before.cursors.keySet()
        .stream()
        .anyMatch(shard -> !halted.contains(shard) && !before.halted.contains(shard)
            && moved(shard, before));
  }

  private boolean moved(int shard, Sighting before) {
    return cursors.getOrDefault(shard, 0L) > before.cursors.getOrDefault(shard, Long.MAX_VALUE);
  }

  /** Whether somebody got an answer that begins like this, since {@code before}. */
  boolean answeredSince(Sighting before, String beginning) {
    return answers.entrySet()
        .stream()
        .anyMatch(answer -> answer.getKey().startsWith(beginning)
            && answer.getValue() > before.answers.getOrDefault(answer.getKey(), 0));
  }

  /** Whether those have heard a decision since {@code before} who ask only that instance. */
  boolean servedSince(Sighting before, String api) {
    return decided.getOrDefault(api, 0) > before.decided.getOrDefault(api, Integer.MAX_VALUE);
  }
}
