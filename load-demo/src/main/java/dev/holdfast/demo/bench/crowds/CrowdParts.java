package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Part;
import java.util.List;

/**
 * The parts of the benchmark that go through HTTP. They share the systems they compare, which the
 * first part that runs starts.
 */
public final class CrowdParts implements AutoCloseable {

  private final Field field;
  private final List<Part> parts;

  /** Starts nothing yet. */
  public CrowdParts(CrowdSettings settings) {
    field = new Field(settings);
    parts = List.of(new Burst(field, settings), new SustainedSale(field, settings, Market.ONE),
        new SustainedSale(field, settings, Market.THOUSAND),
        new SustainedSale(field, settings, Market.SOLD_OUT), new Polling(field, settings),
        new AcceptPath(field, settings));
  }

  /** In the order to run them. */
  public List<Part> parts() {
    return parts;
  }

  /** Stops all systems. */
  @Override
  public void close() {
    field.close();
  }
}
