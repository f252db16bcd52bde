package dev.holdfast.localstack;

import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container. */
final class PostgresContainer implements PostgresServer {

  private static final int PORT = 5432;

  private final PostgreSQLContainer container;

  private PostgresContainer(PostgreSQLContainer container) {
    this.container = container;
  }

  static PostgresContainer start(int port) {
    var container = new PostgreSQLContainer("postgres:18-alpine")
        .withUsername(Databases.SUPERUSER)
        .withDatabaseName("postgres")
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        .withEnv("POSTGRES_INITDB_ARGS", "--locale-provider=builtin --builtin-locale=C.UTF-8")
        .withCommand(command());
    ContainerPort.publish(container, PORT, port);
    try {
      container.start();
      return new PostgresContainer(container);
    } catch (RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  private static String[] command() {
    var settings = SETTINGS.entrySet()
        .stream()
        .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue()));
    return Stream.concat(Stream.of("postgres"), settings).toArray(String[]::new);
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return container.getMappedPort(PORT);
  }

  @Override
  public void close() {
    container.stop();
  }
}
