package dev.holdfast.demo.bench;

import java.util.List;

/** A part of the benchmark: measures something and tells the report. */
public interface Part {

  /** A word for the screen and for {@code --only}. */
  String name();

  /** Keys of the ratios and absolutes without which it has not done its work. */
  default List<String> headline() {
    return List.of();
  }

  /** Whether it runs only when it is asked for by its name: it takes too long to be part of all. */
  default boolean onlyByName() {
    return false;
  }

  /** Runs every round, audits what it ran, and adds its charts, ratios and absolutes. */
  void run(Report report) throws InterruptedException;

  /** What it has in common with other parts: they run one after the other, the last one closes. */
  default Object shares() {
    return this;
  }

  /** Stops what it started and may share with other parts; called when all of them have run. */
  default void close() {}
}
