package dev.holdfast.demo.verdict;

import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Omission;
import dev.holdfast.audit.Promise;
import dev.holdfast.audit.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One promise and whether it was kept.
 *
 * @param id the invariant's number, such as {@code I1}, or a word
 * @param violations how often it was broken
 * @param examples some of the violations, with ids
 */
public record Check(String id, String promise, long violations, List<String> examples) {

  static final int MAX_EXAMPLES = 5;

  public Check {
    examples = List.copyOf(examples);
  }

  public boolean passed() {
    return violations == 0;
  }

  /** A promise together with everything found to break it. */
  public static Check of(String id, String promise, Collection<String> violations) {
    return new Check(id, promise, violations.size(),
        violations.stream().limit(MAX_EXAMPLES).toList());
  }

  /** What the audit looked at, in its order; what it had to leave out is a check that failed. */
  public static List<Check> of(Report report) {
    var checks = new ArrayList<>(ofPromises(report));
    report.omissions().stream().map(Check::of).forEach(checks::add);
    return checks;
  }

  private static Check of(Omission omission) {
    return new Check(omission.invariant(), "the audit can look at all of it", omission.count(),
        omission.examples()
            .stream()
            .map(example -> omission.what() + ": " + example)
            .limit(MAX_EXAMPLES)
            .toList());
  }

  /** The promises the audit looked at. */
  static List<Check> ofPromises(Report report) {
    var checks = new ArrayList<Check>();
    for (var promise : Promise.values()) {
      if (report.checked().contains(promise)) {
        checks.add(of(promise, report.findings()));
      }
    }
    return checks;
  }

  private static Check of(Promise promise, List<Finding> findings) {
    var broken =
        findings.stream().filter(finding -> finding.invariant().equals(promise.name())).toList();
    var examples = broken.stream()
        .flatMap(finding -> finding.examples()
            .stream()
            .map(example -> finding.what() + ": " + example))
        .limit(MAX_EXAMPLES)
        .toList();
    return new Check(promise.name(), promise.text(),
        broken.stream().mapToLong(Finding::count).sum(), examples);
  }
}
