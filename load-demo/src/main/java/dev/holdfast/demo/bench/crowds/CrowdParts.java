package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of the benchmark that go through HTTP. They share the systems they compare, which the
 * first part that runs starts.
 */
public final class CrowdParts {

  private final List<Part> parts;

  /** Starts nothing yet. */
  public CrowdParts(CrowdSettings settings) {
    var field = new Field(settings);
    parts = Stream.of(new SustainedSale(field, settings, Market.ONE), new Burst(field, settings),
        new SustainedSale(field, settings, Market.THOUSAND),
        new SustainedSale(field, settings, Market.SOLD_OUT), new Polling(field, settings),
        new AcceptPath(field, settings)).<Part>map(part -> new OnField(part, field)).toList();
  }

  /** In the order to run them. */
  public List<Part> parts() {
    return parts;
  }

  private record OnField(Part part, Field field) implements Part {

    @Override
    public String name() {
      return part.name();
    }

    @Override
    public Object shares() {
      return field;
    }

    @Override
    public List<String> headline() {
      return part.headline();
    }

    @Override
    public void run(Report report) throws InterruptedException {
      part.run(report);
    }

    @Override
    public void close() {
      field.close();
    }
  }
}
