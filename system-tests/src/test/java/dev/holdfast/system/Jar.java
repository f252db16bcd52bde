package dev.holdfast.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the product's jars, running by itself. */
record Jar(Process process, Path output) implements AutoCloseable {

  /** Its output goes to a file of the directory. */
  static Jar start(
      String module,
      Path directory,
      Map<String, String> environment,
      String... arguments) throws IOException {
    var jar = Path.of("..", module, "target", module + "-0.1.0-SNAPSHOT-exec.jar");
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    var output = Files.createTempFile(directory, module, ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Jar(builder.start(), output);
  }

  String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
