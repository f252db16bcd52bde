package dev.holdfast.simulation.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, in order. Lines are put into words only when somebody wants to read them. */
final class Trace {

  private final List<Line> lines = new ArrayList<>();

  void add(long millis, String actor, String what, @Nullable Object about) {
    lines.add(new Line(millis, actor, what, about));
  }

  List<String> lines() {
    return lines.stream().map(Line::toString).toList();
  }

  private record Line(long millis, String actor, String what, @Nullable Object about) {

    @Override
    public String toString() {
      return "%8d %-14s %s%s".formatted(millis, actor, what, about == null ? "" : " " + about);
    }
  }
}
