package dev.holdfast.demo.processes;

import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a JVM of its own, that can be killed, held up and started again. */
public final class ServiceProcess implements AutoCloseable {

  private static final int LAST_LINES = 15;
  private static final int LOOK_EVERY_MILLIS = 100;
  private static final int STOP_SECONDS = 8;
  private static final int STOP_PATIENCE_SECONDS = 30;
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  private final Program program;
  private final Map<String, String> environment;
  private final URI ready;
  private final RunDirectory directory;
  private volatile Process process;
  private volatile boolean mayBeDown;

  private ServiceProcess(Program program, ServiceSettings settings, RunDirectory directory) {
    this.program = program;
    this.directory = directory;
    environment = settings.environment();
    ready = settings.ready();
    process = launch();
  }

  static ServiceProcess start(
      Program program,
      ServiceSettings settings,
      RunDirectory directory) {
    return new ServiceProcess(program, settings, directory);
  }

  /** Name of its log. */
  public String name() {
    return program.name();
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until the service says it is ready; tells what its log says if it dies instead. */
  public void awaitReady(Deadline deadline) throws InterruptedException {
    while (!isReady()) {
      requireAlive();
      if (deadline.isOver()) {
        var words = lastWords();
        dumpThreads();
        throw new Trouble("%s is not ready in time. Its last words:%n%s".formatted(name(), words));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** Has the JVM write into its log what each thread is doing. */
  public void dumpThreads() throws InterruptedException {
    signal("QUIT");
  }

  /** Throws if the service has ended and nobody asked it to. */
  public void requireAlive() {
    if (!mayBeDown && !process.isAlive()) {
      throw new Trouble("%s ended with exit code %d. Its last words:%n%s%nAll of them: %s"
          .formatted(name(), process.exitValue(), lastWords(), log()));
    }
  }

  /** Stops its clock: it does nothing until {@link #resume}, and does not know. */
  public void pause() throws InterruptedException {
    signal("STOP");
  }

  /** Lets a paused service go on. */
  public void resume() throws InterruptedException {
    signal("CONT");
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    mayBeDown = true;
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; throws if it does not end by itself, in good order. */
  public void stop() throws InterruptedException {
    askToStop();
    if (!process.waitFor(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Trouble("%s still runs %d s after SIGTERM".formatted(name(),
          STOP_PATIENCE_SECONDS));
    }
    if (process.exitValue() != ENDED_BY_SIGTERM) {
      throw new Trouble("%s ended with exit code %d after SIGTERM. Its last words:%n%s".formatted(
          name(), process.exitValue(), lastWords()));
    }
  }

  /** Starts the killed service again, with the same settings. */
  public void restart() {
    process = launch();
    mayBeDown = false;
  }

  /** From now on it may end by itself, until {@link #restartIfEnded}. */
  public void mayEnd() {
    mayBeDown = true;
  }

  /** Starts it again if it has ended; true if it had. */
  public boolean restartIfEnded() {
    boolean ended = !process.isAlive();
    if (ended) {
      process = launch();
    }
    mayBeDown = false;
    return ended;
  }

  /** Asks it to end, without waiting. */
  public void askToStop() {
    mayBeDown = true;
    process.destroy();
  }

  /** A paused one would not hear that it is to end: resume it first. */
  @Override
  public void close() {
    askToStop();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String signal) throws InterruptedException {
    try {
      int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO()
          .start()
          .waitFor();
      if (code != 0) {
        throw new Trouble("kill -%s of %s failed".formatted(signal, name()));
      }
    } catch (IOException e) {
      throw new Trouble("Can't run kill: " + e.getMessage(), e);
    }
  }

  /** What it says of its readiness and why; empty if it says nothing. */
  public String readiness() {
    try (var connection = new HttpConnection(ready, Duration.ofSeconds(1))) {
      return connection.send(HttpRequest.get(ready.getPath())).body();
    } catch (IOException e) {
      return "";
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  private boolean isReady() {
    try (var connection = new HttpConnection(ready, Duration.ofSeconds(5))) {
      return connection.send(HttpRequest.get(ready.getPath())).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private Process launch() {
    var builder = new ProcessBuilder(program.command())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().putAll(environment);
    try {
      var started = builder.start();
      started.getOutputStream().close();
      directory.started(started.toHandle());
      return started;
    } catch (IOException e) {
      throw new Trouble("Can't start %s: %s".formatted(name(), e.getMessage()), e);
    }
  }

  private Path log() {
    return directory.log(name());
  }

  private String lastWords() {
    try {
      var lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
      return String.join(System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: %s)".formatted(e.getMessage());
    }
  }
}
