package dev.holdfast.demo.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.demo.crowd.Deadline;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

  @TempDir
  Path directory;

  @Test
  void a_missing_jar_is_named_with_what_builds_it() {
    var home = new Home(directory);

    assertThatThrownBy(() -> home.jar(Service.ORDER_API)).isInstanceOf(Trouble.class)
        .hasMessageContaining("order-api-0.1.0-SNAPSHOT-exec.jar is missing")
        .hasMessageContaining("mvn");
  }

  @Test
  void a_service_that_dies_is_named_with_its_last_words() throws Exception {
    var target = directory.resolve("expiry-worker").resolve("target");
    Files.createDirectories(target);
    Files.writeString(target.resolve("expiry-worker-0.1.0-SNAPSHOT-exec.jar"), "not a jar");
    var home = new Home(directory).prepared();
    var run = RunDirectory.createIn(home.runs());

    try (var process =
        ServiceProcess.start(Program.of(Service.EXPIRY_WORKER, home, Compilation.SOON),
            new ServiceSettings(Map.of(), URI.create("http://127.0.0.1:1/")), run)) {
      assertThatThrownBy(() -> process.awaitReady(Deadline.in(Duration.ofSeconds(60))))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("expiry-worker ended with exit code 1")
          .hasMessageContaining("jarfile");
    }
  }

  @Test
  void only_the_newest_runs_are_kept() throws Exception {
    var runs = new Home(directory).prepared().runs();
    for (int day = 10; day < 20; day++) {
      Files.createDirectories(runs.resolve("202601%d-120000-999999999".formatted(day)));
    }

    var run = RunDirectory.createIn(runs);

    try (var left = Files.list(runs)) {
      assertThat(left).hasSize(6)
          .contains(run.path(),
              runs.resolve("20260119-120000-999999999"));
    }
  }
}
