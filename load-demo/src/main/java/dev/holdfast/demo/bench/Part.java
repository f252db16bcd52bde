package dev.holdfast.demo.bench;

/** A part of the benchmark: measures something and tells the report. */
public interface Part {

  /** A word for the screen and for {@code --only}. */
  String name();

  /** Runs every round, audits what it ran, and adds its charts, ratios and absolutes. */
  void run(Report report) throws InterruptedException;

  /** Stops what it started and may share with other parts; called when all of them have run. */
  default void close() {}
}
