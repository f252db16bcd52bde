package dev.holdfast.demo.bench;

import java.util.List;

/** Where the parts of the benchmark write down what they measured. */
public interface Report {

  /** A line for the screen, now. */
  void say(String line);

  void add(Chart chart);

  /**
   * A ratio of two figures of the same run.
   *
   * @param key as in the JSON's {@code ratios}, such as {@code engineVsDirect}
   */
  void ratio(String key, Figure figure);

  /**
   * A headline figure.
   *
   * @param key as in the JSON's {@code absolute}, such as {@code burstMillis}
   */
  void absolute(String key, Figure figure);

  /**
   * What a reader must know about a headline figure, such as a size that is not the real one.
   *
   * @param key of the ratio or absolute
   */
  void note(String key, String text);

  /**
   * The outcome of an audit at the end of a workload; one that failed fails the benchmark.
   *
   * @param of what was audited, such as {@code "burst, optimistic version"}
   * @param violations none if every promise was kept
   */
  void audited(String of, List<String> violations);
}
