package dev.holdfast.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The answer of an audit.
 *
 * @param findings what is wrong; empty when every checked promise is kept
 * @param checked the promises that were looked at
 */
public record Report(List<Finding> findings, Set<Promise> checked) {

  public Report {
    findings = List.copyOf(findings);
    checked = Set.copyOf(checked);
  }

  /** Both reports in one. */
  public Report and(Report other) {
    var both = new ArrayList<>(findings);
    both.addAll(other.findings);
    var checkedByAny = new HashSet<>(checked);
    checkedByAny.addAll(other.checked);
    return new Report(both, checkedByAny);
  }

  /** Whether every checked promise is kept. */
  public boolean clean() {
    return findings.isEmpty();
  }

  /** The promises that are broken, in order. */
  public Set<Promise> broken() {
    var broken = EnumSet.noneOf(Promise.class);
    findings.forEach(finding -> broken.add(Promise.valueOf(finding.invariant())));
    return broken;
  }

  /** A table for people: every promise, whether it is kept, and what is wrong. */
  @Override
  public String toString() {
    var lines = new ArrayList<String>();
    for (var promise : Promise.values()) {
      lines.add("%-4s %-11s %s".formatted(promise, verdict(promise), promise.text()));
      findings.stream()
          .filter(finding -> finding.invariant().equals(promise.name()))
          .forEach(finding -> describe(finding, lines));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String verdict(Promise promise) {
    if (!checked.contains(promise)) {
      return "not checked";
    }
    return broken().contains(promise) ? "FAIL" : "PASS";
  }

  private static void describe(Finding finding, List<String> lines) {
    lines.add("       %d × %s".formatted(finding.count(), finding.what()));
    finding.examples().forEach(example -> lines.add("         " + example));
    if (finding.count() > finding.examples().size()) {
      lines.add("         …");
    }
  }
}
