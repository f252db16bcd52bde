package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.localstack.LocalStack;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A start that can't work says in one line what is wrong and what to do. */
class StartIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOWHERE = "127.0.0.1:1";

  private final LocalStack stack = LocalStack.shared();
  private final List<Process> started = new ArrayList<>();

  @TempDir
  private Path directory;

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void without_a_database_the_worker_waits_and_says_so() throws Exception {
    var worker = start("inventory-worker",
        "--spring.datasource.url=jdbc:postgresql://%s/holdfast".formatted(NOWHERE));

    awaitLine(worker, "Waiting for the database (start it, or set spring.datasource.url)");
    assertThat(worker.process().isAlive()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void without_kafka_the_worker_waits_and_says_so() throws Exception {
    var worker = start("inventory-worker",
        "--spring.datasource.url=" + stack.createDatabase("no_kafka"),
        "--spring.kafka.bootstrap-servers=" + NOWHERE);

    awaitLine(worker, "start it, or set spring.kafka.bootstrap-servers");
    assertThat(worker.process().isAlive()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_database_that_does_not_exist_ends_the_worker() throws Exception {
    var worker = start("inventory-worker",
        "--spring.datasource.url=" + stack.jdbcUrl("nobody_made_this"));

    awaitEnd(worker, "The database refuses us");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_schema_that_is_not_there_keeps_the_expiry_worker_waiting() throws Exception {
    var worker = start("expiry-worker",
        "--spring.datasource.url=" + stack.createDatabase("no_schema"));

    awaitLine(worker, "schema inventory is not migrated yet: start inventory-worker");
    assertThat(worker.process().isAlive()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_wrong_setting_ends_the_worker_and_is_named() throws Exception {
    var worker = start("inventory-worker", "--holdfast.partitions=0",
        "--spring.datasource.url=" + stack.createDatabase("wrong_setting"));

    awaitEnd(worker, "holdfast.partitions");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void unsafe_mode_is_refused_on_any_other_database() throws Exception {
    var worker = start("inventory-worker", "--holdfast.unsafe=true",
        "--spring.datasource.url=" + stack.createDatabase("not_unsafe"));

    awaitEnd(worker, "it runs on a database named holdfast_unsafe only");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_port_in_use_ends_the_service_and_is_named() throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var worker = start("expiry-worker", "--management.server.port=" + busy.getLocalPort(),
          "--server.address=127.0.0.1",
          "--spring.datasource.url=" + stack.createDatabase("busy_port"));

      awaitEnd(worker, "Port %d was already in use".formatted(busy.getLocalPort()));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_missing_key_ends_the_api_and_is_named() throws Exception {
    var api = start("order-api", "--spring.datasource.url=" + stack.createDatabase("no_key"));

    awaitEnd(api, "holdfast.keys.order-id");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void without_a_database_the_api_waits_and_says_so() throws Exception {
    var api = start("order-api", Keys.generate().environment(),
        "--spring.datasource.url=jdbc:postgresql://%s/holdfast".formatted(NOWHERE));

    awaitLine(api, "spring.datasource.url");
    assertThat(api.process().isAlive()).isTrue();
  }

  private record Started(Process process, File output) {

    String text() throws IOException {
      return Files.readString(output.toPath());
    }
  }

  private Started start(String service, String... arguments) throws IOException {
    return start(service, Map.of(), arguments);
  }

  private Started start(String service, Map<String, String> environment, String... arguments)
      throws IOException {
    var jar = Path.of("..", service, "target", service + "-0.1.0-SNAPSHOT-exec.jar");
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    if (!List.of(arguments).toString().contains("--management.server.port")) {
      command.add("--management.server.port=0");
    }
    command.addAll(List.of(arguments));
    var output = directory.resolve("output.txt").toFile();
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(environment);
    var process = builder.start();
    started.add(process);
    return new Started(process, output);
  }

  private static void awaitLine(Started service, String line) {
    await("\"%s\"".formatted(line)).atMost(PATIENCE)
        .until(service::text, text -> text.contains(line));
  }

  private static void awaitEnd(Started service, String line) throws IOException {
    await("the end of the process").atMost(PATIENCE).until(() -> !service.process().isAlive());
    assertThat(service.text()).contains(line).doesNotContain("\tat ");
    assertThat(service.process().exitValue()).isNotZero();
  }
}
