package dev.holdfast.demo.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks now and then how much memory each process has used, from {@code /proc}. */
public final class MemoryMeter {

  private static final String BROKER = "kafka";
  private static final String POSTGRES = "postgres";
  private static final String DEMO = "demo";
  private static final long KILOBYTES_PER_MEGABYTE = 1024;
  private static final long BYTES_PER_MEGABYTE = 1024 * 1024;

  private static final String BACKEND =
      """
      SELECT pg_backend_pid()
      """;

  private final LocalSystem system;
  private final Map<String, Long> peakKilobytes = new TreeMap<>();
  private final Map<String, Long> heapLimits = new TreeMap<>();

  public MemoryMeter(LocalSystem system) {
    this.system = system;
  }

  /** Reads the peaks of all processes alive; a killed one keeps the peak seen last. */
  public void look() {
    system.pids().forEach((name, pid) -> note(name, pid, "VmHWM:"));
    note(DEMO, ProcessHandle.current().pid(), "VmHWM:");
    ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process.pid()).contains("kafka.Kafka"))
        .forEach(process -> note(BROKER, process.pid(), "VmHWM:"));
    long postgres = postgresKilobytes();
    if (postgres > 0) {
      peakKilobytes.merge(POSTGRES, postgres, Math::max);
    }
  }

  /** What was seen so far. */
  public Memory memory() {
    var megabytes = new TreeMap<String, Long>();
    peakKilobytes.forEach((name, peak) -> megabytes.put(name, peak / KILOBYTES_PER_MEGABYTE));
    heapLimits.put(DEMO, Runtime.getRuntime().maxMemory() / BYTES_PER_MEGABYTE);
    return new Memory(megabytes, Map.copyOf(heapLimits));
  }

  private void note(String name, long pid, String field) {
    long kilobytes = kilobytes(pid, field);
    if (kilobytes > 0) {
      peakKilobytes.merge(name, kilobytes, Math::max);
    }
    Stream.of(commandLine(pid).split("\0"))
        .filter(argument -> argument.matches("-Xmx\\d+m"))
        .forEach(limit -> heapLimits.put(name,
            Long.parseLong(limit.substring(4, limit.length() - 1))));
  }

  /** Shared buffers count once: every backend maps the same ones. */
  private long postgresKilobytes() {
    try (var connection = system.target().auditor().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(BACKEND)) {
      rows.next();
      var server = ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElse(null);
      if (server == null || !commandLine(server.pid()).contains(POSTGRES)) {
        return 0;
      }
      var pids = Stream.concat(Stream.of(server), server.children())
          .map(ProcessHandle::pid)
          .toList();
      return pids.stream().mapToLong(pid -> kilobytes(pid, "RssAnon:")).sum()
          + pids.stream().mapToLong(pid -> kilobytes(pid, "RssShmem:")).max().orElse(0);
    } catch (SQLException e) {
      return 0;
    }
  }

  private static long kilobytes(long pid, String field) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines.filter(line -> line.startsWith(field))
          .map(line -> line.replaceAll("\\D", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException e) {
      return "";
    }
  }
}
