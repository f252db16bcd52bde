package dev.holdfast.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an audit has found so far: counts, and a few examples of each kind, however many there are. */
final class Violations {

  static final int MAX_EXAMPLES = 10;

  private final Set<Promise> checked = EnumSet.noneOf(Promise.class);
  private final Map<Kind, Found> found = new LinkedHashMap<>();
  private final Map<Kind, Found> omitted = new LinkedHashMap<>();

  private record Kind(Promise promise, String what) {}

  private static final class Found {
    private final TreeSet<String> examples = new TreeSet<>();
    private long count;
  }

  void checked(Promise promise) {
    checked.add(promise);
  }

  void add(Promise promise, String what, String example) {
    add(promise, what, 1, List.of(example));
  }

  void add(Promise promise, String what, long count, Collection<String> examples) {
    add(found, new Kind(promise, what), count, examples);
  }

  /** Something could not be looked at, so the promise may be broken or not. */
  void omit(Promise promise, String what, String example) {
    add(omitted, new Kind(promise, what), 1, List.of(example));
  }

  void add(Violations others) {
    others.found.forEach((kind, of) -> add(found, kind, of.count, of.examples));
    others.omitted.forEach((kind, of) -> add(omitted, kind, of.count, of.examples));
  }

  private static void add(
      Map<Kind, Found> those,
      Kind kind,
      long count,
      Collection<String> examples) {
    var of = those.computeIfAbsent(kind, _ -> new Found());
    of.count += count;
    of.examples.addAll(examples);
    while (of.examples.size() > MAX_EXAMPLES) {
      of.examples.pollLast();
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  Report report() {
    var findings = new ArrayList<Finding>();
    found.forEach((kind, of) -> findings.add(new Finding(kind.promise.name(), kind.promise.text(),
        kind.what, of.count, List.copyOf(of.examples))));
    var omissions = new ArrayList<Omission>();
    omitted.forEach((kind, of) -> omissions.add(new Omission(kind.promise.name(), kind.what,
        of.count, List.copyOf(of.examples))));
    return new Report(findings, checked, omissions);
  }
}
