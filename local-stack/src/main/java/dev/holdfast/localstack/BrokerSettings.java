package dev.holdfast.localstack;

import java.util.Map;

/** What the embedded broker and the one in a container have in common. */
final class BrokerSettings {

  static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk";

  // The session time-out is how long a killed broker is refused when it comes back: 9 s by default.
  static final Map<String, String> COMMON = Map.ofEntries(
      Map.entry("process.roles", "broker,controller"),
      Map.entry("node.id", "1"),
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
}
