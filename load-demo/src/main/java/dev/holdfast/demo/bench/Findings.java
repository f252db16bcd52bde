package dev.holdfast.demo.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything the parts found, in the order in which they said it. */
public final class Findings implements Report {

  private final Consumer<String> screen;
  private final List<Chart> charts = new ArrayList<>();
  private final Map<String, Figure> ratios = new LinkedHashMap<>();
  private final Map<String, Figure> absolutes = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final List<Audited> audits = new ArrayList<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** An audit that a part ran. */
  public record Audited(String of, List<String> violations) {

    public Audited {
      violations = List.copyOf(violations);
    }

    boolean passed() {
      return violations.isEmpty();
    }
  }

  public Findings(Consumer<String> screen) {
    this.screen = screen;
  }

  @Override
  public void say(String line) {
    screen.accept(line);
  }

  @Override
  public void add(Chart chart) {
    charts.add(chart);
  }

  @Override
  public void ratio(String key, Figure figure) {
    ratios.put(key, figure);
  }

  @Override
  public void absolute(String key, Figure figure) {
    absolutes.put(key, figure);
  }

  @Override
  public void note(String key, String text) {
    notes.put(key, text);
    say("  %s: %s".formatted(key, text));
  }

  /** How long a part took. */
  public void took(String part, double time) {
    seconds.put(part, time);
    say(String.format(Locale.ROOT, "Part %s took %.1f s", part, time));
  }

  /** Those of {@code keys} that nobody has reported. */
  public List<String> missing(List<String> keys) {
    return keys.stream()
        .filter(key -> !ratios.containsKey(key) && !absolutes.containsKey(key))
        .toList();
  }

  @Override
  public void audited(String of, List<String> violations) {
    audits.add(new Audited(of, violations));
    violations.forEach(violation -> say("AUDIT of %s: %s".formatted(of, violation)));
  }

  /** Whether every audit found every promise kept. */
  public boolean clean() {
    return audits.stream().allMatch(Audited::passed);
  }

  List<Chart> charts() {
    return List.copyOf(charts);
  }

  Map<String, Figure> ratios() {
    return new LinkedHashMap<>(ratios);
  }

  Map<String, Figure> absolutes() {
    return new LinkedHashMap<>(absolutes);
  }

  Optional<String> noteOn(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  List<Audited> audits() {
    return List.copyOf(audits);
  }
}
