package dev.holdfast.demo.bench;

import java.time.Instant;
import java.util.List;

/** The report for people: one page that needs nothing else. */
public final class BenchPage {

  private BenchPage() {}

  /** The whole page. */
  public static String of(
      Findings findings,
      Machine machine,
      Instant started,
      List<String> options) {
    return "<!doctype html><pre>%s %s%n%s</pre>".formatted(started, options,
        BenchText.of(findings, machine));
  }
}
