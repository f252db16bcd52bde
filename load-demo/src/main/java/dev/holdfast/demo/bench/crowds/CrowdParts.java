package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.SharingPart;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of the benchmark that go through HTTP. They share the systems they compare, which the
 * first part that runs starts; each overload has a Holdfast of its own.
 */
public final class CrowdParts {

  private final List<Part> parts;

  /** Starts nothing yet. */
  public CrowdParts(CrowdSettings settings) {
    var field = new Field(settings);
    var compared = Stream
        .of(new SustainedSale(field, settings, Market.ONE), new Burst(field, settings),
            new SustainedSale(field, settings, Market.THOUSAND),
            new SustainedSale(field, settings, Market.SOLD_OUT), new Polling(field, settings),
            new AcceptPath(field, settings))
        .<Part>map(part -> new SharingPart(part, field, field::close));
    parts = Stream.concat(compared,
        Bottleneck.all().stream().map(bottleneck -> new Overload(settings, bottleneck)))
        .toList();
  }

  /** In the order to run them. */
  public List<Part> parts() {
    return parts;
  }
}
