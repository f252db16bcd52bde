package dev.holdfast.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The broker in a JVM of its own: it can be killed, and Scala stays off everybody's class path. */
final class BrokerProcess implements KafkaBroker {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  // The second compiler takes more of a few cores than a sale of seconds gives back.
  private static final List<String> SOON = List.of("-XX:TieredStopAtLevel=1");

  private final Path directory;
  private final int port;
  private final List<String> jvmOptions;
  private final BrokerAccess access;
  private Process process;

  private BrokerProcess(
      Path directory, int port, List<String> jvmOptions, BrokerAccess access, Process process) {
    this.directory = directory;
    this.port = port;
    this.jvmOptions = jvmOptions;
    this.access = access;
    this.process = process;
  }

  /** Formats {@code directory} if it is new and starts a broker that keeps its log there. */
  static BrokerProcess start(Path directory, int port, boolean sustained, BrokerAccess access) {
    var options = sustained ? List.<String>of() : SOON;
    return start(directory, port, BrokerSettings.alone(directory, port, access), options, access);
  }

  /** The same as one of several, of which a majority must start for this to return. */
  static BrokerProcess start(Path directory, BrokerSettings.Member member) {
    return start(directory, member.port(), member.settings(directory), SOON,
        BrokerAccess.everybody());
  }

  private static BrokerProcess start(
      Path directory,
      int port,
      String settings,
      List<String> jvmOptions,
      BrokerAccess access) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("server.properties"), settings);
      prepareLog(directory, settings, access);
      var broker =
          new BrokerProcess(directory, port, jvmOptions, access, launch(directory, jvmOptions));
      broker.awaitOrKill();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while Kafka started", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public synchronized void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public synchronized void hang() {
    signal("STOP");
  }

  @Override
  public synchronized void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new StackException("Kafka did not get the signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while Kafka got the signal " + signal, e);
    }
  }

  @Override
  public synchronized void restart() {
    relaunch();
    awaitService();
  }

  /** Starts a killed broker again, without waiting for an answer. */
  synchronized void relaunch() {
    try {
      process = launch(directory, jvmOptions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the broker answers; one that does not is killed. */
  synchronized void awaitService() {
    try {
      awaitOrKill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while Kafka started again", e);
    }
  }

  @Override
  public synchronized void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitOrKill() throws InterruptedException {
    try {
      awaitAnswer();
    } catch (RuntimeException | InterruptedException e) {
      kill();
      throw e;
    }
  }

  private void awaitAnswer() throws InterruptedException {
    var end = System.nanoTime() + START_LIMIT.toNanos();
    while (!BrokerProbe.listens("127.0.0.1", port)) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
      requireRunning();
      if (System.nanoTime() > end) {
        throw new StackException(
            "Kafka did not start in %s. The end of its log:\n%s"
                .formatted(START_LIMIT, log(directory).end()));
      }
    }
    BrokerProbe.awaitAnswer(bootstrapServers(), access.client(), START_LIMIT,
        this::requireRunning);
  }

  private void requireRunning() {
    if (!process.isAlive()) {
      throw new StackException("Kafka ended. The end of its log:\n" + log(directory).end());
    }
  }

  private static void prepareLog(Path directory, String settings, BrokerAccess access)
      throws IOException, InterruptedException {
    var log = BrokerLog.of(directory, classPath());
    if (log.isPrepared()) {
      return;
    }
    // Users and their passwords are in no pattern.
    boolean usual = access.formatting().isEmpty();
    if (usual && log.hasPattern()) {
      log.prepare(BrokerSettings.nodeId(settings));
      return;
    }
    format(directory, access);
    if (usual) {
      log.keepAsPattern();
    }
  }

  private static void format(Path directory, BrokerAccess access)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kafka.tools.StorageTool", "format",
        "--ignore-formatted", "-t", BrokerSettings.CLUSTER_ID, "-c",
        directory.resolve("server.properties").toString()));
    command.addAll(access.formatting());
    var code = run(directory, SOON, command).waitFor();
    if (code != 0) {
      throw new StackException(
          "Kafka's storage can't be formatted. The end of its log:\n" + log(directory).end());
    }
  }

  private static Process launch(Path directory, List<String> jvmOptions) throws IOException {
    var process = run(directory, jvmOptions,
        List.of("kafka.Kafka", directory.resolve("server.properties").toString()));
    Files.writeString(directory.resolve("kafka.pid"), Long.toString(process.pid()));
    return process;
  }

  private static Process run(
      Path directory,
      List<String> jvmOptions,
      List<String> mainAndArguments)
      throws IOException {
    var main = mainAndArguments.getFirst();
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m", "-XX:+UseSerialGC",
        "-Dorg.apache.logging.log4j.level=WARN",
        "-XX:+AutoCreateSharedArchive", "-Xlog:cds=off", "-Xlog:cds+dynamic=off",
        "-XX:SharedArchiveFile=" + Cache.directory("kafka").resolve(main + ".jsa")));
    command.addAll(jvmOptions);
    command.addAll(mainAndArguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(log(directory).append());
    // Not -cp: so the command line stays short, and the directory in it is never cut off.
    builder.environment().put("CLASSPATH", classPath());
    return builder.start();
  }

  private static ServerLog log(Path directory) {
    return new ServerLog(directory.resolve("kafka.log"));
  }

  private static String classPath() throws IOException {
    try (InputStream in = BrokerProcess.class.getResourceAsStream("broker.classpath")) {
      return new String(
          Objects.requireNonNull(in, "broker.classpath is missing: build local-stack with Maven")
              .readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
