package dev.holdfast.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a broker is told: what all have in common, and what is one's own. */
final class BrokerSettings {

  static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk";

  private static final String NODE_ID = "node.id";

  // The session time-out is how long a killed broker is refused when it comes back: 9 s by default.
  static final Map<String, String> COMMON = Map.ofEntries(
      Map.entry("process.roles", "broker,controller"),
      Map.entry(NODE_ID, "1"),
      // The default is made for a server of its own: eight threads take turns at two requests.
      Map.entry("num.io.threads", "3"),
      Map.entry("num.network.threads", "2"),
      Map.entry("controller.listener.names", "CONTROLLER"),
      Map.entry("offsets.topic.replication.factor", "1"),
      Map.entry("offsets.topic.num.partitions", "1"),
      Map.entry("transaction.state.log.replication.factor", "1"),
      Map.entry("transaction.state.log.min.isr", "1"),
      Map.entry("transaction.state.log.num.partitions", "1"),
      Map.entry("share.coordinator.state.topic.replication.factor", "1"),
      Map.entry("share.coordinator.state.topic.min.isr", "1"),
      Map.entry("share.coordinator.state.topic.num.partitions", "1"),
      Map.entry("broker.session.timeout.ms", "3000"),
      Map.entry("broker.heartbeat.interval.ms", "500"),
      Map.entry("default.replication.factor", "1"),
      Map.entry("min.insync.replicas", "1"),
      Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
      Map.entry("group.initial.rebalance.delay.ms", "0"),
      Map.entry("auto.create.topics.enable", "false"));

  private BrokerSettings() {}

  /** The only broker there is. */
  static String alone(Path directory, int port, BrokerAccess access) {
    var controller = Ports.claim(0, "Kafka's controller");
    var own = new HashMap<>(access.settings());
    own.put("listeners", "%s://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(access.protocol(),
        port, controller));
    own.put("advertised.listeners", "%s://127.0.0.1:%d".formatted(access.protocol(), port));
    own.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    return text(directory, own);
  }

  /**
   * One of several brokers.
   *
   * @param index from 0 on
   * @param doors the first is the one that brokers use among themselves
   * @param controllers where each broker's controller listens
   */
  record Member(int index, List<Door> doors, List<Integer> controllers) {

    private static final String CONTROLLER = "CONTROLLER";

    int port() {
      return doors.getFirst().ports().get(index);
    }

    String settings(Path directory) {
      int brokers = controllers.size();
      var replicas = Integer.toString(brokers);
      return text(directory, Map.of(
          NODE_ID, Integer.toString(index + 1),
          "listeners", listeners(door -> door.ports().get(index)) + ","
              + listener(CONTROLLER, controllers.get(index)),
          "advertised.listeners", listeners(door -> door.advertised().get(index)),
          "listener.security.protocol.map", protocols(),
          "inter.broker.listener.name", doors.getFirst().name(),
          "controller.quorum.voters", IntStream.range(0, brokers)
              .mapToObj(other -> "%d@127.0.0.1:%d".formatted(other + 1, controllers.get(other)))
              .collect(Collectors.joining(",")),
          "default.replication.factor", replicas,
          "offsets.topic.replication.factor", replicas,
          "min.insync.replicas", Integer.toString(brokers / 2 + 1),
          // One thread for each door is enough for a few clients.
          "num.network.threads", "1"));
    }

    private String listeners(ToIntFunction<Door> port) {
      return doors.stream()
          .map(door -> listener(door.name(), port.applyAsInt(door)))
          .collect(Collectors.joining(","));
    }

    private String protocols() {
      return Stream.concat(doors.stream().map(Door::name), Stream.of(CONTROLLER))
          .map(name -> name + ":PLAINTEXT")
          .collect(Collectors.joining(","));
    }

    private static String listener(String name, int port) {
      return "%s://127.0.0.1:%d".formatted(name, port);
    }
  }

  /** Which node these settings are for. */
  static String nodeId(String settings) {
    return settings.lines()
        .filter(line -> line.startsWith(NODE_ID + "="))
        .findFirst()
        .orElseThrow()
        .substring(NODE_ID.length() + 1);
  }

  private static String text(Path directory, Map<String, String> own) {
    var all = new TreeMap<>(COMMON);
    all.putAll(own);
    all.put("log.dirs", directory.resolve("log").toString());
    var lines = new ArrayList<String>();
    all.forEach((name, value) -> lines.add(name + "=" + value));
    return String.join("\n", lines);
  }
}
