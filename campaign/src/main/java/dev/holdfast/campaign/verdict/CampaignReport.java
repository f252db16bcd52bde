package dev.holdfast.campaign.verdict;

import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done to the system and whether it kept every promise; written as JSON field by field.
 *
 * @param verdict {@code PASS} or {@code FAIL}
 * @param why the promises that were broken; empty if it passed
 * @param faults how many of each kind were injected
 * @param schedule the rounds, as they were planned
 */
public record CampaignReport(
    String verdict, List<String> why, Setting setting, Map<String, Integer> faults, Orders orders,
    Seconds seconds, List<Check> checks, List<String> schedule) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What was asked for. */
  public record Setting(long seed, double minutes, boolean unsafe) {}

  /** How long it took. */
  public record Seconds(double start, double load, double drain, double total) {}

  /** Broken promises make it a FAIL. */
  public static CampaignReport of(
      Setting setting,
      Map<String, Integer> faults,
      Judgement judgement,
      Seconds seconds,
      List<String> schedule) {
    var why = judgement.checks()
        .stream()
        .filter(check -> !check.passed())
        .map(check -> "%s (%s): %d".formatted(check.id(), check.promise(), check.violations()))
        .toList();
    return new CampaignReport(why.isEmpty() ? "PASS" : "FAIL", why, setting, faults,
        judgement.orders(), seconds, judgement.checks(), schedule);
  }

  /** What the judge found. */
  public record Judgement(Orders orders, List<Check> checks) {}

  public boolean passed() {
    return why.isEmpty();
  }

  /** Writes everything to {@code file}. */
  public void write(Path file) {
    try {
      Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    } catch (IOException e) {
      throw new Trouble("Can't write %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** For people; the last line is the verdict. */
  public String text() {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("  faults     %d: %s".formatted(
        faults.values().stream().mapToInt(Integer::intValue).sum(), faults));
    lines.add("  orders     %,d keys, accepted %,d, unknown %,d; the inventory has %s".formatted(
        orders.attempts(), orders.accepted(), orders.unknown(), orders.decided()));
    lines.add("  troubles   " + orders.troubles());
    lines.add("  time       start %.0f s, load %.0f s, drain %.0f s".formatted(seconds.start(),
        seconds.load(), seconds.drain()));
    lines.add("");
    for (var check : checks) {
      lines.add("  %-6s %s  %s".formatted(check.id(), check.passed() ? "PASS" : "FAIL",
          check.promise()));
      check.examples().forEach(example -> lines.add("              " + example));
    }
    lines.add("");
    lines.add("Again: ./holdfast campaign --minutes %s --seed %d%s".formatted(setting.minutes(),
        setting.seed(), setting.unsafe() ? " --unsafe" : ""));
    lines.add(passed() ? "CAMPAIGN PASS" : "CAMPAIGN FAIL: " + String.join("; ", why));
    return String.join(System.lineSeparator(), lines);
  }
}
