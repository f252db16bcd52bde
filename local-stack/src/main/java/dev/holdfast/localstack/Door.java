package dev.holdfast.localstack;

import java.util.List;

/**
 * A way into a cluster of brokers.
 *
 * @param name of the listener
 * @param ports where each broker listens
 * @param advertised where each broker tells its clients to come: a proxy, perhaps
 */
public record Door(String name, List<Integer> ports, List<Integer> advertised) {

  public Door {
    ports = List.copyOf(ports);
    advertised = List.copyOf(advertised);
    if (ports.size() != advertised.size()) {
      throw new IllegalArgumentException("Door %s has %d ports and advertises %d".formatted(name,
          ports.size(), advertised.size()));
    }
  }
}
