package dev.holdfast.campaign.verdict;

import dev.holdfast.demo.bench.Machine;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done to the system and whether it kept every promise; written as JSON field by field.
 *
 * @param verdict {@code PASS} or {@code FAIL}
 * @param why the promises that were broken; empty if it passed
 * @param machine what it ran on
 */
public record CampaignReport(
    String verdict, List<String> why, Setting setting, Map<String, String> machine, Course course,
    Orders orders, List<Check> checks) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What was asked for.
   *
   * @param each each kind once and alone, however many minutes that takes
   * @param faults as options of the command; empty for all kinds
   */
  public record Setting(
      long seed, double minutes, boolean each, boolean unsafe, List<String> faults) {

    /** Does it again. */
    public String command() {
      var options = new ArrayList<>(faults);
      if (unsafe) {
        options.add("--unsafe");
      }
      return "./holdfast campaign %s --seed %d %s".formatted(
          each ? "--each" : "--minutes " + minutes, seed, String.join(" ", options)).strip();
    }
  }

  /**
   * What happened.
   *
   * @param faults how many of each kind were injected; 0 of one that did not occur
   * @param judged how many of them were looked at while they lasted
   * @param impossible kinds that this machine does not allow
   * @param recoveries how often it was measured how long healing takes
   * @param longestRecovery in seconds
   * @param schedule the rounds, as they were planned
   */
  public record Course(
      Map<String, Integer> faults, Map<String, Integer> judged, List<String> impossible,
      int recoveries, double longestRecovery, Seconds seconds,
      List<String> schedule) {

    int count() {
      return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What was asked for and did not occur, in words. */
    List<String> missing() {
      return faults.entrySet()
          .stream()
          .filter(kind -> kind.getValue() == 0)
          .map(Map.Entry::getKey)
          .map(kind -> impossible.contains(kind) ? kind + " (not possible here)" : kind)
          .toList();
    }
  }

  /** How long it took. */
  public record Seconds(double start, double load, double drain, double total) {}

  /** Broken promises make it a FAIL. */
  public static CampaignReport of(Setting setting, Course course, Judgement judgement) {
    var why = judgement.checks()
        .stream()
        .filter(check -> !check.passed())
        .map(check -> "%s (%s): %d".formatted(check.id(), check.promise(), check.violations()))
        .toList();
    return new CampaignReport(why.isEmpty() ? "PASS" : "FAIL", why, setting,
        new Machine().facts(), course, judgement.orders(), judgement.checks());
  }

  /** What the judge found. */
  public record Judgement(Orders orders, List<Check> checks) {

    /** The same with one check more. */
    public Judgement and(Check check) {
      return new Judgement(orders, Stream.concat(Stream.of(check), checks.stream()).toList());
    }
  }

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
    var seconds = course.seconds();
    lines.add("");
    lines.add("  faults     %d: %s".formatted(course.count(), course.faults()));
    lines.add("  looked at while alone: " + course.judged());
    lines.add("  did not occur: " + (course.missing().isEmpty() ? "–" : course.missing()));
    lines.add("  recovery   %.1f s at most (%d times)".formatted(course.longestRecovery(),
        course.recoveries()));
    lines.add("  orders     %,d keys, accepted %,d, unknown %,d; the inventory has %,d: %s"
        .formatted(orders.attempts(), orders.accepted(), orders.unknown(), orders.inventory(),
            orders.decided()));
    lines.add("  troubles   " + orders.troubles());
    lines.add("  floods     %,d buyers; readers were answered %s".formatted(orders.flooded(),
        orders.read()));
    lines.add("  time       start %.0f s, load %.0f s, drain and audit %.0f s".formatted(
        seconds.start(), seconds.load(), seconds.drain()));
    lines.add("");
    for (var check : checks) {
      lines.add("  %-9s %s  %s".formatted(check.id(), check.passed() ? "PASS" : "FAIL",
          check.promise()));
      check.examples().forEach(example -> lines.add("              " + example));
    }
    lines.add("");
    lines.add("Again: " + setting.command());
    lines.add(passed() ? "CAMPAIGN PASS" : "CAMPAIGN FAIL: " + String.join("; ", why));
    return String.join(System.lineSeparator(), lines);
  }

  /** Writes it for a folder of documents. */
  public void writeMarkdown(Path file) {
    try {
      Files.writeString(file, new CampaignMarkdown(this).text());
    } catch (IOException e) {
      throw new Trouble("Can't write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
