package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds who listens on a port, as far as Linux' {@code /proc} tells this user. */
final class PortHolder {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortHolder() {}

  /** {@code " by java (pid 17)"}, or nothing. */
  static String of(int port) {
    return List.of("tcp", "tcp6")
        .stream()
        .flatMap(table -> lines(PROC.resolve("net").resolve(table)).stream().skip(1))
        .map(line -> line.strip().split("\\s+"))
        .filter(c -> c[3].equals(LISTENING) && c[1].endsWith(":%04X".formatted(port)))
        .map(columns -> "socket:[" + columns[9] + "]")
        .flatMap(socket -> processWith(socket).stream())
        .findFirst()
        .map(pid -> " by %s (pid %d)".formatted(name(pid), pid))
        .orElse("");
  }

  private static Optional<Long> processWith(String socket) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> hasOpen(pid, socket))
        .findFirst();
  }

  private static boolean hasOpen(long pid, String socket) {
    try (var descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
      for (var descriptor : descriptors) {
        if (pointsTo(descriptor, socket)) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  private static boolean pointsTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static String name(long pid) {
    return lines(PROC.resolve(pid + "/comm")).stream().findFirst().orElse("a process");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
