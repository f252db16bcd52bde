package dev.holdfast.localstack;

import java.nio.file.Path;

/**
 * Where and how a {@link LocalStack} runs.
 *
 * @param directory holds the state of both servers; made when missing, must be empty or a stack's
 * @param keepState whether the next stack of this directory finds the state again (embedded only)
 * @param postgresPort port on the loopback address, 0 for any free one
 * @param kafkaPort port on the loopback address, 0 for any free one
 * @param sustained whether the broker may take its time to get fast: it compiles for a load of
 *     minutes, not for an early start (embedded only)
 */
public record StackSettings(
    Path directory,
    boolean keepState,
    int postgresPort,
    int kafkaPort,
    boolean sustained,
    Engine engine) {

  /** What the servers run in. */
  public enum Engine {
    /** Processes of this machine. */
    EMBEDDED,
    /** Containers of a Docker engine; only on request. */
    DOCKER;

    /** What {@code -Dholdfast.stack} asks for; {@link #EMBEDDED} when it says nothing. */
    public static Engine requested() {
      var name = System.getProperty("holdfast.stack", "embedded");
      return switch (name) {
        case "embedded" -> EMBEDDED;
        case "docker" -> DOCKER;
        default -> throw new StackException(
            "holdfast.stack must be embedded or docker, not '%s'".formatted(name));
      };
    }
  }

  public StackSettings {
    directory = directory.toAbsolutePath().normalize();
    Ports.requireValid(postgresPort);
    Ports.requireValid(kafkaPort);
    if (keepState && engine == Engine.DOCKER) {
      throw new StackException(
          "Containers of a local stack keep no state: use docker compose, or the embedded servers");
    }
  }

  /** In a new directory of this user's cache, removed at the end; free ports. */
  public static StackSettings temporary() {
    return in(TemporaryDirectories.next());
  }

  /** Everything in {@code directory}, removed at the end; free ports. */
  public static StackSettings in(Path directory) {
    return new StackSettings(directory, false, 0, 0, false, Engine.requested());
  }

  public StackSettings keepingState() {
    return new StackSettings(directory, true, postgresPort, kafkaPort, sustained, engine);
  }

  public StackSettings forSustainedLoad() {
    return new StackSettings(directory, keepState, postgresPort, kafkaPort, true, engine);
  }

  public StackSettings onPorts(int postgres, int kafka) {
    return new StackSettings(directory, keepState, postgres, kafka, sustained, engine);
  }

  public StackSettings on(Engine other) {
    return new StackSettings(directory, keepState, postgresPort, kafkaPort, sustained, other);
  }
}
