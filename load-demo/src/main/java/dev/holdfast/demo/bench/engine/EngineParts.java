package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.SharingPart;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of the benchmark without HTTP. They share an engine, which the first part that runs
 * starts.
 */
public final class EngineParts {

  private final List<Part> parts;

  /** Starts nothing yet. */
  public EngineParts(BenchPlan plan) {
    var engines = new Engines(plan);
    parts = Stream.of(new EnginePart(plan, engines), new ExpiryPart(plan, engines),
        new GrowthPart(plan, engines))
        .<Part>map(part -> new SharingPart(part, engines, engines::close))
        .toList();
  }

  /** In the order to run them. */
  public List<Part> parts() {
    return parts;
  }
}
