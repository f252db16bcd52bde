package dev.holdfast.campaign.verdict;

import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.demo.verdict.Check;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each kind of fault happened that was asked for. */
public final class Occurrences {

  private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> judged = new EnumMap<>(Kind.class);
  private final Set<Kind> impossible = EnumSet.noneOf(Kind.class);

  /**
   * Of the {@code asked} kinds.
   *
   * @param judged how often one was looked at while it lasted
   * @param impossible what this machine does not allow
   */
  public Occurrences(
      Collection<Kind> asked,
      Map<Kind, Integer> done,
      Map<Kind, Integer> judged,
      Set<Kind> impossible) {
    asked.forEach(kind -> {
      this.done.put(kind, done.getOrDefault(kind, 0));
      this.judged.put(kind, judged.getOrDefault(kind, 0));
    });
    this.impossible.addAll(impossible);
    this.impossible.retainAll(asked);
  }

  /** By the kind in words; 0 for one that did not happen. */
  public Map<String, Integer> done() {
    return inWords(done);
  }

  public Map<String, Integer> judged() {
    return inWords(judged);
  }

  /** What this machine does not allow. */
  public List<String> impossible() {
    return impossible.stream().map(Kind::words).toList();
  }

  /** For a campaign that is to show each kind. */
  public Check each() {
    return Check.of("KINDS", "every kind of fault that is possible here happened",
        done.entrySet()
            .stream()
            .filter(one -> one.getValue() == 0 && !impossible.contains(one.getKey()))
            .map(one -> one.getKey().words() + " did not happen")
            .toList());
  }

  private static Map<String, Integer> inWords(Map<Kind, Integer> counts) {
    var words = new TreeMap<String, Integer>();
    counts.forEach((kind, count) -> words.put(kind.words(), count));
    return words;
  }
}
