package dev.holdfast.localstack;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
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
  private final FutureTask<KafkaBroker> kafka;
  private final Databases databases;

  private LocalStack(
      Parts parts,
      StackDirectory directory,
      PostgresServer postgres,
      FutureTask<KafkaBroker> kafka) {
    this.parts = parts;
    this.directory = directory;
    this.kafka = kafka;
    this.databases = new Databases(postgres);
  }

  /**
   * One stack for all tests of this JVM: started at the first call, its broker when somebody first
   * asks for it, and stopped with the JVM.
   */
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
      return start(StackSettings.temporary(), false);
    } catch (StackException e) {
      refusal = e.getMessage();
      throw e;
    }
  }

  /**
   * Stops what a killed launcher left in the directory of its stack, and deletes it.
   *
   * @throws StackException if a stack runs there, or files are there that are not of one
   */
  public static void remove(Path directory) {
    StackDirectory.open(directory, false).close();
  }

  /** A stack whose state is kept in, or removed from, the directory that the settings name. */
  public static LocalStack start(StackSettings settings) {
    return start(settings, true);
  }

  private static LocalStack start(StackSettings settings, boolean withKafka) {
    var parts = new Parts();
    try {
      return start(settings, parts, withKafka);
    } catch (RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private static LocalStack start(StackSettings settings, Parts parts, boolean withKafka) {
    var directory = parts.add(StackDirectory.open(settings.directory(), settings.keepState()));
    var servers = Servers.of(settings, directory);
    var kafka = new FutureTask<>(() -> parts.add(servers.kafka()));
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      if (withKafka) {
        threads.execute(kafka);
      }
      var postgres = threads.submit(() -> parts.add(servers.postgres()));
      var stack = new LocalStack(parts, directory, Parts.started(postgres), kafka);
      stack.databases.ensure(DATABASE);
      if (withKafka) {
        stack.kafka();
      }
      return stack;
    }
  }

  public String bootstrapServers() {
    return kafka().bootstrapServers();
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

  /** Starts it if nobody has asked for it before. */
  public KafkaBroker kafka() {
    // What has run does not run again, and a failure is told to everybody who asks.
    kafka.run();
    return Parts.started(kafka);
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
