package dev.holdfast.localstack;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The broker in a container. */
final class BrokerContainer implements KafkaBroker {

  private static final int PORT = 9092;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final GenericContainer<?> container;
  private final String bootstrapServers;

  private BrokerContainer(GenericContainer<?> container, String bootstrapServers) {
    this.container = container;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerContainer start(int port) {
    var address = DockerClientFactory.instance().dockerHostIpAddress() + ":" + port;
    var container = new GenericContainer<>(DockerImageName.parse("apache/kafka:4.3.1"));
    BrokerSettings.COMMON.forEach((name, value) -> container.withEnv(variable(name), value));
    container.withEnv(listeners(address));
    ContainerPort.publish(container, PORT, port);
    var broker = new BrokerContainer(container, address);
    try {
      container.start();
      broker.awaitAnswer();
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void kill() {
    // A container that hangs can't be killed.
    resume();
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void hang() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    var docker = container.getDockerClient();
    var state = docker.inspectContainerCmd(container.getContainerId()).exec().getState();
    if (Boolean.TRUE.equals(state.getPaused())) {
      docker.unpauseContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void restart() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    awaitAnswer();
  }

  @Override
  public void close() {
    container.stop();
  }

  private void awaitAnswer() {
    try {
      BrokerProbe.awaitAnswer(bootstrapServers, Map.of(), START_LIMIT, this::requireRunning);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while Kafka started", e);
    }
  }

  private void requireRunning() {
    if (!container.isRunning()) {
      var lines = container.getLogs().strip().lines().toList();
      throw new StackException(
          "Kafka's container ended: " + lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
  }

  private static Map<String, String> listeners(String address) {
    return Map.of(
        "CLUSTER_ID", BrokerSettings.CLUSTER_ID,
        "KAFKA_HEAP_OPTS", "-Xmx256m",
        "KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC",
        "KAFKA_LISTENERS",
        "PLAINTEXT://0.0.0.0:9092,BROKER://localhost:9094,CONTROLLER://localhost:9093",
        "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address + ",BROKER://localhost:9094",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
        "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER",
        "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
        "KAFKA_LOG_DIRS", "/tmp/kafka");
  }

  private static String variable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
