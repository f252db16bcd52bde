package dev.holdfast.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * An inventory-worker of the next version beside that of a running system: the same jar, but with a
 * migration more, and with {@link NextVersion}.
 */
final class NextWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  // What docs/operations.md allows a migration that expands the schema.
  private static final String EXPANSION =
      """
      ALTER TABLE orders ADD COLUMN added_later text;
      ALTER TABLE ledger ADD COLUMN added_later text NOT NULL DEFAULT 'nobody said';
      CREATE TABLE added_later (shard int PRIMARY KEY, said text NOT NULL);
      """;

  private final Path folder;
  private final Map<String, String> environment;
  private final URI readiness;
  private Jar jar;

  private NextWorker(Path folder, Map<String, String> environment, URI readiness)
      throws IOException {
    this.folder = folder;
    this.environment = environment;
    this.readiness = readiness;
    jar = launch();
  }

  /** Starts it; what it is made of is put into the folder. */
  static NextWorker start(Path folder, RunningSystem system) throws IOException {
    var name = NextVersion.class.getName().replace('.', '/') + ".class";
    try (var bytes = NextVersion.class.getClassLoader().getResourceAsStream(name)) {
      write(folder.resolve("classes").resolve(name), requireNonNull(bytes).readAllBytes());
    }
    write(folder.resolve("migrations/V1000__next.sql"), EXPANSION.getBytes(UTF_8));
    int port = ServicePorts.free().management(Service.INVENTORY_WORKER);
    var environment = system.environment();
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(port));
    environment.put("SPRING_FLYWAY_LOCATIONS",
        "classpath:db/migration/inventory,filesystem:" + folder.resolve("migrations"));
    environment.put("SPRING_KAFKA_PRODUCER_PROPERTIES_INTERCEPTOR_CLASSES",
        NextVersion.class.getName());
    return new NextWorker(folder, environment,
        URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.write(file, bytes);
  }

  private Jar launch() throws IOException {
    return Jar.startWith(folder.resolve("classes"), Service.INVENTORY_WORKER.folder(), folder,
        environment);
  }

  /** Waits until it is ready; starts it again if its migration did not get a lock in time. */
  void awaitReady() {
    await("the next version").atMost(PATIENCE).until(() -> {
      if (!jar.process().isAlive()) {
        assertThat(jar.text()).contains("did not get its lock");
        jar = launch();
      }
      return isReady();
    });
  }

  private boolean isReady() throws IOException {
    var connection = (HttpURLConnection) readiness.toURL().openConnection();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  /** SIGTERM, after which it must end by itself. */
  void stop() {
    jar.process().destroy();
    await("its end").atMost(PATIENCE).until(() -> !jar.process().isAlive());
    assertThat(jar.process().exitValue()).isEqualTo(ENDED_BY_SIGTERM);
  }

  @Override
  public void close() {
    jar.close();
  }
}
