package dev.holdfast.demo.bench;

import java.util.List;

/**
 * A part that uses what other parts use, too.
 *
 * @param shares what that is
 * @param closing ends it, after the last of them
 */
public record SharingPart(Part part, Object shares, Runnable closing) implements Part {

  @Override
  public String name() {
    return part.name();
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
    closing.run();
  }
}
