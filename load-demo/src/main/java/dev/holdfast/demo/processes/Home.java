package dev.holdfast.demo.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The folder of Holdfast: its jars, and {@code .holdfast}, where everything made at run time is. */
public record Home(Path root) {

  private static final String VERSION = "0.1.0-SNAPSHOT";

  /** What {@code ./holdfast} says, else the current directory. */
  public static Home ofThisProgram() {
    return new Home(
        Path.of(Objects.requireNonNullElse(System.getProperty("holdfast.home"), "."))
            .toAbsolutePath()
            .normalize());
  }

  /** The runnable jar of a service. */
  Path jar(Service service) {
    var jar = root.resolve(service.folder())
        .resolve("target")
        .resolve("%s-%s-exec.jar".formatted(service.folder(), VERSION));
    if (!Files.isRegularFile(jar)) {
      throw new Trouble("%s is missing: build it with \"mvn -DskipTests package\" in %s"
          .formatted(jar, root));
    }
    return jar;
  }

  /** Where {@code up} keeps its keys. */
  public Path keys() {
    return state().resolve("keys");
  }

  /** Where a running {@code up} says how to reach it. */
  public Path runFile() {
    return state().resolve("run.json");
  }

  /** The data of {@code up --keep}. */
  public Path keptStack() {
    return state().resolve("stack");
  }

  /** One folder per run: logs, and the data of a system that is thrown away. */
  public Path runs() {
    return state().resolve("runs");
  }

  /** Makes {@code .holdfast} if need be. */
  public Home prepared() {
    try {
      Files.createDirectories(runs());
      return this;
    } catch (IOException e) {
      throw new Trouble("Can't write to %s: %s".formatted(state(), e.getMessage()), e);
    }
  }

  private Path state() {
    return root.resolve(".holdfast");
  }
}
