package dev.holdfast.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** PostgreSQL as a process of this machine. */
final class EmbeddedPostgresServer implements PostgresServer {

  private final EmbeddedPostgres server;
  private final Path directory;

  private EmbeddedPostgresServer(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  static EmbeddedPostgresServer start(StackDirectory home, int port) {
    var log = new ServerLog(home.resolve("postgres.log"));
    var directory = home.resolve("postgres");
    var server = EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(Cache.directory("postgres").toFile())
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setOutputRedirector(log.append())
        .setErrorRedirector(log.append());
    SETTINGS.forEach(server::setServerConfig);
    try {
      return new EmbeddedPostgresServer(server.start(), directory);
    } catch (IOException | RuntimeException e) {
      OwnProcess.postgres(directory).ifPresent(OwnProcess::stop);
      throw new StackException("PostgreSQL did not start. The end of its log:\n" + log.end(), e);
    }
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StackException("PostgreSQL did not stop", e);
    } finally {
      OwnProcess.postgres(directory).ifPresent(OwnProcess::stop);
    }
  }
}
