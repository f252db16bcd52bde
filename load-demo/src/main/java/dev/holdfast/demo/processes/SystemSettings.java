package dev.holdfast.demo.processes;

import dev.holdfast.demo.access.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The system to start.
 *
 * @param stack folder of PostgreSQL's and Kafka's data
 * @param keep whether that folder outlives the system
 */
public record SystemSettings(
    Home home, Keys keys, ServicePorts ports, Path stack, boolean keep, Mode mode) {

  /**
   * What is special about it.
   *
   * @param unsafe the negative control: a worker without its locks, on a database of that name
   * @param expiry whether an expiry worker runs
   * @param demoPayments whether buyers may report their own payments
   * @param longestWait an order that would be decided later than that is refused
   * @param shards partitions of either topic; 0: as many as the worker makes by itself
   * @param worker environment variables of the inventory worker, besides all others
   */
  public record Mode(
      boolean unsafe, boolean expiry, boolean demoPayments, Compilation compilation,
      Duration longestWait, int shards, Map<String, String> worker) {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** With the usual wait and shards. */
    public Mode(
        boolean unsafe,
        boolean expiry,
        boolean demoPayments,
        Compilation compilation) {
      this(unsafe, expiry, demoPayments, compilation, LONGEST_WAIT, 0, Map.of());
    }

    /** The same on so many shards. */
    public Mode on(int otherShards) {
      return new Mode(unsafe, expiry, demoPayments, compilation, longestWait, otherShards, worker);
    }

    /** A run of seconds, such as a demo. */
    public Mode(boolean unsafe, boolean expiry, boolean demoPayments) {
      this(unsafe, expiry, demoPayments, Compilation.SOON);
    }
  }
}
