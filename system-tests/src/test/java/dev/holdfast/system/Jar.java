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
    var options = new ArrayList<>(List.of("-jar", jar(module)));
    options.addAll(List.of(arguments));
    return launch(module, directory, environment, options);
  }

  /** The same with a folder of classes in front of its own. */
  static Jar startWith(
      Path classes,
      String module,
      Path directory,
      Map<String, String> environment) throws IOException {
    return launch(module, directory, environment, List.of("-Dloader.path=" + classes, "-cp",
        jar(module), "org.springframework.boot.loader.launch.PropertiesLauncher"));
  }

  private static String jar(String module) {
    return Path.of("..", module, "target", module + "-0.1.0-SNAPSHOT-exec.jar").toString();
  }

  private static Jar launch(
      String module,
      Path directory,
      Map<String, String> environment,
      List<String> options) throws IOException {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
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
