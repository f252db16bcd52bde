package dev.holdfast.demo.processes;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The folder of one run: a log per process, the data of a stack that is not kept, and the pids of
 * the services, so that a later run finds those that a killed demo left behind.
 */
public record RunDirectory(Path path) {

  private static final int KEPT_RUNS = 5;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** A new folder in {@code runs}; stops what dead runs left behind and forgets the oldest. */
  public static RunDirectory createIn(Path runs) {
    try {
      var old = runsIn(runs);
      old.forEach(RunDirectory::stopOrphans);
      old.stream()
          .filter(run -> !run.isAlive())
          .limit(Math.max(0, old.size() - KEPT_RUNS))
          .forEach(RunDirectory::delete);
      var path = runs.resolve("%s-%d".formatted(LocalDateTime.now(ZoneOffset.UTC).format(NAME),
          ProcessHandle.current().pid()));
      Files.createDirectories(path);
      return new RunDirectory(path);
    } catch (IOException e) {
      throw new Trouble("Can't make a folder in %s: %s".formatted(runs, e.getMessage()), e);
    }
  }

  Path log(String name) {
    return path.resolve(name + ".log");
  }

  /** The data of a stack that this run throws away. */
  public Path stack() {
    return path.resolve("stack");
  }

  void started(ProcessHandle process) {
    try {
      Files.writeString(pids(), process.pid() + System.lineSeparator(),
          StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + pids(), e);
    }
  }

  private boolean isAlive() {
    var name = path.getFileName().toString();
    var pid = name.substring(name.lastIndexOf('-') + 1);
    return pid.matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  /** A pid alone proves nothing after a restart of the machine: the command must be a service. */
  private void stopOrphans() {
    if (isAlive() || !Files.exists(pids())) {
      return;
    }
    try {
      for (var pid : Files.readAllLines(pids())) {
        ProcessHandle.of(Long.parseLong(pid))
            .filter(process -> process.info()
                .commandLine()
                .filter(line -> line.contains("-exec.jar"))
                .isPresent())
            .ifPresent(ProcessHandle::destroyForcibly);
      }
      Files.delete(pids());
    } catch (IOException | NumberFormatException e) {
      throw new Trouble("Can't read %s: delete it".formatted(pids()), e);
    }
  }

  private void delete() {
    removeStack();
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Trouble("Can't delete the old run %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  // Its servers may still run, and its files may lie on a disk of their own.
  private void removeStack() {
    try {
      if (Files.isDirectory(stack())) {
        LocalStack.remove(stack());
      }
    } catch (StackException e) {
      throw new Trouble("Can't delete the old run %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private Path pids() {
    return path.resolve("pids");
  }

  private static List<RunDirectory> runsIn(Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (var paths = Files.list(runs)) {
      return paths.filter(Files::isDirectory).sorted().map(RunDirectory::new).toList();
    }
  }
}
