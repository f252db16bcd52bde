package dev.holdfast.campaign.site;

import dev.holdfast.campaign.network.Line;
import dev.holdfast.localstack.Door;
import dev.holdfast.localstack.LocalCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A line of its own from every instance to PostgreSQL and to every broker. A broker tells each
 * instance to come by that instance's lines.
 */
final class Lines implements AutoCloseable {

  private final Map<Instance, List<Line>> toBrokers = new LinkedHashMap<>();
  private final Map<Instance, Line> toPostgres = new LinkedHashMap<>();

  /** Makes the lines to the brokers; these must listen at the doors. */
  List<Door> doors() {
    var doors = new ArrayList<Door>();
    for (var instance : Instance.ALL) {
      if (instance.speaksToKafka()) {
        var ports = LocalCluster.freePorts();
        var lines = ports.stream().map(Line::to).toList();
        toBrokers.put(instance, lines);
        doors.add(new Door(instance.door(), ports, lines.stream().map(Line::port).toList()));
      }
    }
    return doors;
  }

  void connectPostgres(int port) {
    Instance.ALL.forEach(instance -> toPostgres.put(instance, Line.to(port)));
  }

  int postgresPort(Instance instance) {
    return present(toPostgres.get(instance), instance).port();
  }

  String bootstrapServers(Instance instance) {
    return toBrokers.getOrDefault(instance, List.of())
        .stream()
        .map(line -> "127.0.0.1:" + line.port())
        .collect(Collectors.joining(","));
  }

  /** Every name that {@link #named} knows. */
  static List<String> names() {
    var names = new ArrayList<String>();
    for (var instance : Instance.ALL) {
      names.add(instance.name() + " to postgres");
      if (instance.speaksToKafka()) {
        names.add(instance.name() + " to kafka");
        IntStream.rangeClosed(1, LocalCluster.BROKERS)
            .forEach(broker -> names.add(instance.name() + " to kafka-" + broker));
      }
    }
    return names;
  }

  /** The lines of that name: one, or those to all brokers. */
  List<Line> named(String name) {
    var ends = name.split(" to ", 2);
    var instance = Instance.ALL.stream()
        .filter(one -> one.name().equals(ends[0]))
        .findFirst()
        .orElseThrow();
    return switch (ends[1]) {
      case "postgres" -> List.of(present(toPostgres.get(instance), instance));
      case "kafka" -> present(toBrokers.get(instance), instance);
      default -> List.of(present(toBrokers.get(instance), instance)
          .get(Integer.parseInt(ends[1].substring("kafka-".length())) - 1));
    };
  }

  List<Line> toPostgres() {
    return List.copyOf(toPostgres.values());
  }

  @Override
  public void close() {
    toPostgres.values().forEach(Line::close);
    toBrokers.values().forEach(lines -> lines.forEach(Line::close));
  }

  private static <T> T present(@Nullable T lines, Instance instance) {
    if (lines == null) {
      throw new IllegalStateException(instance + " has no such line");
    }
    return lines;
  }
}
