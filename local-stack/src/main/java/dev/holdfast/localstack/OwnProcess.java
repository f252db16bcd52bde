package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A living server process of a stack directory, found by its pid file. A pid alone proves nothing
 * after a restart of the machine: the command line must name the directory too.
 */
record OwnProcess(String name, ProcessHandle process) {

  private static final String POSTGRES_FAST_SHUTDOWN = "INT";
  private static final String KAFKA_SHUTDOWN = "TERM";

  static Optional<OwnProcess> postgres(Path directory) {
    return find("postgres", directory.resolve("postmaster.pid"), directory);
  }

  static Optional<OwnProcess> kafka(Path directory) {
    return find("kafka", directory.resolve("kafka.pid"), directory);
  }

  private static Optional<OwnProcess> find(String name, Path pidFile, Path directory) {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      var pid = Files.readAllLines(pidFile).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .filter(process -> commandLine(process).contains(directory.toString()))
          .map(process -> new OwnProcess(name, process));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Stops it in good order within ten seconds, else at once. */
  void stop() {
    var signal = name.equals("postgres") ? POSTGRES_FAST_SHUTDOWN : KAFKA_SHUTDOWN;
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      if (!isGoneWithin(Duration.ofSeconds(10))) {
        process.destroyForcibly();
        isGoneWithin(Duration.ofSeconds(10));
      }
    } catch (IOException e) {
      throw new StackException("Cannot stop " + this, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it by {@code signal}, and its children with it; gives up after some seconds. */
  void end(String signal) {
    var children = process.children().map(child -> new OwnProcess(name, child)).toList();
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      requireGone(this);
      for (var child : children) {
        requireGone(child);
      }
    } catch (IOException e) {
      throw new StackException("Cannot end " + this, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while " + this + " ended", e);
    }
  }

  /**
   * Sets the length to which files of the process and its children may grow; false if the machine
   * has no prlimit, or it does not work here.
   */
  boolean limitFiles(String bytes) {
    return Stream.concat(Stream.of(process), process.children())
        .map(one -> limitFiles(one, bytes))
        .toList()
        .getFirst();
  }

  private static boolean limitFiles(ProcessHandle one, String bytes) {
    try {
      return new ProcessBuilder("prlimit", "--pid", Long.toString(one.pid()),
          "--fsize=" + bytes + ":").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void requireGone(OwnProcess gone) throws InterruptedException {
    if (!gone.isGoneWithin(Duration.ofSeconds(10))) {
      throw new StackException(gone + " did not end");
    }
  }

  /**
   * Not {@code isAlive()} alone: a dead process whose parent has not asked for it yet, or never
   * does, is "alive", but its command line is empty.
   */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && !commandLine(process).isEmpty();
  }

  private boolean isGoneWithin(Duration limit) throws InterruptedException {
    for (var end = System.nanoTime() + limit.toNanos(); System.nanoTime() < end;) {
      try {
        process.onExit().get(50, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException | ExecutionException e) {
        if (!runs(process)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "%s (pid %d)".formatted(name, process.pid());
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }
}
