package dev.holdfast.demo.bench.crowds;

import java.util.List;
import java.util.Map;

/**
 * What there is too little of when too many orders come.
 *
 * @param part name of the benchmark's part that measures it
 * @param id what the names of its figures begin with
 * @param what as in "ten times what the worker decides"
 * @param worker what the inventory worker is told, as environment variables
 */
record Bottleneck(String part, String id, String what, Map<String, String> worker) {

  /**
   * Decisions, while the machine has time to spare: the usual case, since one hot event has one
   * shard, and what accepts its orders can be multiplied. The worker takes a hundred requests at a
   * time and then rests.
   */
  private static final Bottleneck DECISIONS = new Bottleneck("overload", "overload",
      "the worker decides", Map.of(
          "SPRING_KAFKA_CONSUMER_MAX_POLL_RECORDS", "100",
          "SPRING_KAFKA_LISTENER_IDLE_BETWEEN_POLLS", "200ms"));

  /** Processors, which orders, refusals and the load itself share. */
  private static final Bottleneck PROCESSORS = new Bottleneck("overload-processors",
      "overloadProcessors", "the machine accepts and decides", Map.of());

  static List<Bottleneck> all() {
    return List.of(DECISIONS, PROCESSORS);
  }

  /** A name for machines, such as {@code overloadRefusedP99}. */
  String id(String figure) {
    return id + figure;
  }
}
