package dev.holdfast.campaign.verdict;

import java.util.Map;
import java.util.stream.Collectors;

/** A report as Markdown. */
final class CampaignMarkdown {

  private final CampaignReport report;

  CampaignMarkdown(CampaignReport report) {
    this.report = report;
  }

  String text() {
    var course = report.course();
    var orders = report.orders();
    var seconds = course.seconds();
    return """
        # A fault campaign: %s

        `%s`

        | | |
        |---|---|
        | seed | %d |
        | faults injected | %,d |
        | orders decided | %,d (%s) |
        | keys of buyers | %,d, of which accepted %,d, unknown %,d |
        | violations | %,d |
        | after healing | every shard decided and announced again within %.1f s (%d times) |
        | answers that asked buyers to come back, and broken connections | %s |
        | floods | %,d buyers; answers to readers: %s |
        | did not occur | %s |
        | time | start %.0f s, load and faults %.0f s, drain and audit %.0f s |
        | machine | %s |

        %s
        | checked | promise | violations |
        |---|---|---:|
        %s
        """.formatted(report.verdict(), report.setting().command(), report.setting().seed(),
        course.count(), orders.inventory(), listed(orders.decided()), orders.attempts(),
        orders.accepted(), orders.unknown(), violations(), course.longestRecovery(),
        course.recoveries(), orNone(listed(orders.troubles())), orders.flooded(),
        orNone(listed(orders.read())), orNone(String.join(", ", course.missing())),
        seconds.start(), seconds.load(), seconds.drain(),
        listed(report.machine()), faults(), checks());
  }

  private long violations() {
    return report.checks().stream().mapToLong(check -> check.violations()).sum();
  }

  private static String listed(Map<String, ?> facts) {
    return facts.entrySet()
        .stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String orNone(String words) {
    return words.isEmpty() ? "–" : words;
  }

  private String faults() {
    var course = report.course();
    return """
        | fault | times | of these alone, and looked at while it lasted |
        |---|---:|---:|
        %s
        """.formatted(course.faults()
        .entrySet()
        .stream()
        .map(fault -> "| %s | %,d | %,d |".formatted(fault.getKey(), fault.getValue(),
            course.judged().getOrDefault(fault.getKey(), 0)))
        .collect(Collectors.joining("\n")));
  }

  private String checks() {
    return report.checks()
        .stream()
        .map(check -> "| %s | %s | %,d |".formatted(check.id(), check.promise(),
            check.violations()))
        .collect(Collectors.joining("\n"));
  }
}
