package dev.holdfast.demo.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What of a service's heap is in use once the garbage is gone. */
public final class LiveHeap {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final double BYTES_PER_MEGABYTE = 1024 * 1024;

  private LiveHeap() {}

  /** Collects the garbage of that process and counts what is left. */
  public static double megabytes(LocalSystem system, Service service) throws InterruptedException {
    var pid = system.pids().get(service.folder());
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var process = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram")
          .redirectErrorStream(true)
          .start();
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      var total = TOTAL.matcher(text);
      if (!total.find()) {
        throw new Trouble("jcmd does not tell the heap of %s: %s".formatted(service,
            text.lines().findFirst().orElse("nothing")));
      }
      return Long.parseLong(total.group(1)) / BYTES_PER_MEGABYTE;
    } catch (IOException e) {
      throw new Trouble("jcmd can't be run: " + e.getMessage(), e);
    }
  }
}
