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
    var kind = found.computeIfAbsent(new Kind(promise, what), _ -> new Found());
    kind.count += count;
    kind.examples.addAll(examples);
    while (kind.examples.size() > MAX_EXAMPLES) {
      kind.examples.pollLast();
    }
  }

  void add(Violations others) {
    others.found
        .forEach((kind, of) -> add(kind.promise, kind.what, of.count, of.examples));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  Report report() {
    var findings = new ArrayList<Finding>();
    found.forEach((kind, of) -> findings.add(new Finding(kind.promise.name(), kind.promise.text(),
        kind.what, of.count, List.copyOf(of.examples))));
    return new Report(findings, checked);
  }
}
