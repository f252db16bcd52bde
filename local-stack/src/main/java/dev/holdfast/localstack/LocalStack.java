package dev.holdfast.localstack;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and a Kafka broker, started together, for tests, the demo and a developer. */
public final class LocalStack implements AutoCloseable {

  private static final String DATABASE = "holdfast";
  private static @Nullable LocalStack shared;
  private static @Nullable String refusal;

  private final Parts parts;
  private final StackDirectory directory;
  private final KafkaBroker kafka;
  private final Databases databases;

  private LocalStack(
      Parts parts,
      StackDirectory directory,
      PostgresServer postgres,
      KafkaBroker kafka) {
    this.parts = parts;
    this.directory = directory;
    this.kafka = kafka;
    this.databases = new Databases(postgres);
  }

  /** One stack for all tests of this JVM: started at the first call, stopped with the JVM. */
  public static synchronized LocalStack shared() {
    if (refusal != null) {
      throw new StackException("The shared stack did not start before: " + refusal);
    }
    if (shared == null) {
      shared = startShared();
    }
    return shared;
  }

  // A failed start is not tried again: hundreds of tests would each wait for it.
  private static LocalStack startShared() {
    try {
      return start(StackSettings.temporary());
    } catch (StackException e) {
      refusal = e.getMessage();
      throw e;
    }
  }

  /** A stack whose state is kept in, or removed from, the directory that the settings name. */
  public static LocalStack start(StackSettings settings) {
    var parts = new Parts();
    try {
      return start(settings, parts);
    } catch (RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private static LocalStack start(StackSettings settings, Parts parts) {
    var directory = parts.add(StackDirectory.open(settings.directory(), settings.keepState()));
    var servers = Servers.of(settings, directory);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var kafka = threads.submit(() -> parts.add(servers.kafka()));
      var postgres = threads.submit(() -> parts.add(servers.postgres()));
      var stack = new LocalStack(parts, directory, Parts.started(postgres), Parts.started(kafka));
      stack.databases.ensure(DATABASE);
      return stack;
    }
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Of the database {@code holdfast}, without a user: every role logs in by name alone. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  public String jdbcUrl(String database) {
    return databases.url(database);
  }

  /** Makes one more database with the same schemas, new even if it was there; returns its URL. */
  public String createDatabase(String name) {
    databases.recreate(name);
    return jdbcUrl(name);
  }

  /** Connections to {@code holdfast} as {@code role}, each opened when asked for (no pool). */
  public DataSource dataSource(String role) {
    return dataSource(DATABASE, role);
  }

  public DataSource dataSource(String database, String role) {
    return databases.as(role, database);
  }

  public KafkaBroker kafka() {
    return kafka;
  }

  /**
   * The processes of both servers, under {@code postgres} (with its children) and {@code kafka}, as
   * far as they run on this machine: none in Docker mode.
   */
  public Map<String, ProcessHandle> processes() {
    return directory.servers()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, server -> server.getValue().process()));
  }

  /** Stops both servers and removes what is not to be kept; a second call does nothing. */
  @Override
  public void close() {
    parts.close();
  }
}
