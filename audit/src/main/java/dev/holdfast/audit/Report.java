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
 * @param omissions where that was not possible
 */
public record Report(List<Finding> findings, Set<Promise> checked, List<Omission> omissions) {

  public Report {
    findings = List.copyOf(findings);
    checked = Set.copyOf(checked);
    omissions = List.copyOf(omissions);
  }

  /** Both reports in one. */
  public Report and(Report other) {
    var both = new ArrayList<>(findings);
    both.addAll(other.findings);
    var checkedByAny = new HashSet<>(checked);
    checkedByAny.addAll(other.checked);
    var omittedByAny = new ArrayList<>(omissions);
    omittedByAny.addAll(other.omissions);
    return new Report(both, checkedByAny, omittedByAny);
  }

  /** Whether every checked promise is kept, as far as can be: nothing was left out. */
  public boolean clean() {
    return findings.isEmpty() && omissions.isEmpty();
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
          .forEach(finding -> describe(finding.count(), finding.what(), finding.examples(),
              lines));
      omissions.stream()
          .filter(omission -> omission.invariant().equals(promise.name()))
          .forEach(omission -> describe(omission.count(), "not looked at, " + omission.what(),
              omission.examples(), lines));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String verdict(Promise promise) {
    if (!checked.contains(promise)) {
      return "not checked";
    }
    if (broken().contains(promise)) {
      return "FAIL";
    }
    return omissions.stream().anyMatch(omission -> omission.invariant().equals(promise.name()))
        ? "INCOMPLETE"
        : "PASS";
  }

  private static void describe(
      long count,
      String what,
      List<String> examples,
      List<String> lines) {
    lines.add("       %d × %s".formatted(count, what));
    examples.forEach(example -> lines.add("         " + example));
    if (count > examples.size()) {
      lines.add("         …");
    }
  }
}
