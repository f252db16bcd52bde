package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./holdfast demo} as a user runs it; smaller crowds, the same verdict. */
class DemoIT {

  private static final int PATIENCE_MINUTES = 4;

  @TempDir
  private Path directory;

  @Test
  void kills_in_the_middle_of_a_sale_lose_and_double_nothing() throws Exception {
    var run = demo("--buyers", "300", "--tickets", "50", "--hold", "3s",
        "--kill", "order-api", "--kill", "inventory-worker", "--kill", "expiry-worker");

    assertThat(run.lines()).as(run.all()).last().isEqualTo("VERDICT PASS");
    assertThat(run.exitCode()).isZero();
  }

  private record Run(int exitCode, List<String> lines) {

    String all() {
      return String.join("\n", lines);
    }
  }

  private Run demo(String... arguments) throws IOException, InterruptedException {
    var output = directory.resolve("demo.txt").toFile();
    var root = Path.of("..").toAbsolutePath().normalize();
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        "-XX:+UseSerialGC", "-Dholdfast.home=" + root, "-jar",
        root.resolve("load-demo/target/load-demo-0.1.0-SNAPSHOT-exec.jar").toString(), "demo"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(output)
        .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroy();
    }
    return new Run(process.exitValue(), Files.readAllLines(output.toPath())
        .stream()
        .filter(line -> !line.isBlank())
        .toList());
  }
}
