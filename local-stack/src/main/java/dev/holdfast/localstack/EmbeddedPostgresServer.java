package dev.holdfast.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** PostgreSQL as a process of this machine. */
final class EmbeddedPostgresServer implements PostgresServer {

  static final int SMALL_SEGMENT_BYTES = 1 << 20;
  private static final int DEFAULT_SEGMENT_MEGABYTES = 16;

  private final StackDirectory home;
  private final int port;
  private final int segmentMegabytes;
  private EmbeddedPostgres server;

  private EmbeddedPostgresServer(StackDirectory home, int port, int segmentMegabytes) {
    this.home = home;
    this.port = port;
    this.segmentMegabytes = segmentMegabytes;
    server = launch(home, port, segmentMegabytes);
  }

  static EmbeddedPostgresServer start(StackDirectory home, int port) {
    return new EmbeddedPostgresServer(home, port, DEFAULT_SEGMENT_MEGABYTES);
  }

  /** The same, with a write-ahead log in segments of {@link #SMALL_SEGMENT_BYTES}. */
  static EmbeddedPostgresServer startSmall(StackDirectory home, int port) {
    return new EmbeddedPostgresServer(home, port, 1);
  }

  private static EmbeddedPostgres launch(
      StackDirectory home,
      int port,
      int segmentMegabytes) {
    var log = new ServerLog(home.resolve("postgres.log"));
    var directory = data(home);
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
        .setLocaleConfig("wal-segsize", Integer.toString(segmentMegabytes))
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setOutputRedirector(log.append())
        .setErrorRedirector(log.append());
    SETTINGS.forEach(server::setServerConfig);
    try {
      return server.start();
    } catch (IOException | RuntimeException e) {
      OwnProcess.postgres(directory).ifPresent(OwnProcess::stop);
      throw new StackException("PostgreSQL did not start. The end of its log:\n" + log.end(), e);
    }
  }

  /** Every session ends at once and nothing is tidied up: the next start recovers. */
  synchronized void stopAtOnce() {
    OwnProcess.postgres(data(home)).ifPresent(process -> process.end("QUIT"));
  }

  /** kill -9 of the first process; its children notice and end. */
  synchronized void kill() {
    OwnProcess.postgres(data(home)).ifPresent(process -> process.end("KILL"));
  }

  /** Sets how long a file of its processes may grow; false if this machine can't say that. */
  synchronized boolean limitFiles(String bytes) {
    return OwnProcess.postgres(data(home)).filter(process -> process.limitFiles(bytes)).isPresent();
  }

  /** Starts a server that has ended by itself, on the same data and port. */
  synchronized void restartIfEnded() {
    if (OwnProcess.postgres(data(home)).isEmpty()) {
      restart();
    }
  }

  /** Starts a server that was ended, on the same data and port. */
  synchronized void restart() {
    close();
    server = launch(home, port, segmentMegabytes);
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public synchronized void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StackException("PostgreSQL did not stop", e);
    } finally {
      OwnProcess.postgres(data(home)).ifPresent(OwnProcess::stop);
    }
  }

  /** Where its files are. */
  static Path data(StackDirectory home) {
    return home.resolve("postgres");
  }
}
