package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * The log of a broker as Kafka's storage tool prepares it. The tool is a JVM of its own, and what it
 * writes for one release is always the same but for two names: from the second time on it is copied.
 */
record BrokerLog(Path directory, Path pattern) {

  private static final String META = "meta.properties";
  private static final String RECORDS = "bootstrap.checkpoint";

  /** Where a broker with these libraries keeps its log, and the pattern for it. */
  static BrokerLog of(Path broker, String classPath) {
    return new BrokerLog(broker.resolve("log"),
        Cache.directory("kafka").resolve("%08x.%s".formatted(classPath.hashCode(), RECORDS)));
  }

  boolean isPrepared() {
    return Files.exists(directory.resolve(META));
  }

  boolean hasPattern() {
    return Files.exists(pattern);
  }

  /** Prepares it from the pattern, as the log of the node of that id. */
  void prepare(String nodeId) throws IOException {
    Files.createDirectories(directory);
    Files.copy(pattern, directory.resolve(RECORDS), StandardCopyOption.REPLACE_EXISTING);
    Files.write(directory.resolve(META), List.of("version=1", "node.id=" + nodeId,
        "cluster.id=" + BrokerSettings.CLUSTER_ID, "directory.id=" + Uuid.randomUuid()));
  }

  /** Makes what the tool has prepared the pattern, at once as a whole: others may want it too. */
  void keepAsPattern() throws IOException {
    var draft = Files.createTempFile(pattern.getParent(), "pattern", ".tmp");
    Files.copy(directory.resolve(RECORDS), draft, StandardCopyOption.REPLACE_EXISTING);
    Files.move(draft, pattern, StandardCopyOption.ATOMIC_MOVE);
  }
}
