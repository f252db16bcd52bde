package dev.holdfast.campaign.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gets this package into a service that is to be started, and tells it there what to do. */
public final class Accomplice {

  /** Every point at which a process can be halted, by the folder of its service. */
  public static final Map<String, List<String>> POINTS = Map.of(
      "order-api", List.of("api-before-send", "api-after-send", "projector-before-commit",
          "projector-after-commit"),
      "inventory-worker", List.of("worker-before-commit", "worker-after-commit",
          "publisher-before-send", "publisher-after-send"),
      "expiry-worker", List.of("expiry-before-commit", "expiry-after-commit"));

  private static final List<Class<?>> CLASSES = List.of(Inside.class, Orders.class,
      Commits.class, Sends.class, MovableClock.class, NewerVersions.class);

  private static final String IMPORTS =
      "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

  private final Path folder;

  /** Speaks to one process, which must be the only one of that folder. */
  public Accomplice(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the classes into a folder, for the class path of any number of services. */
  public static void install(Path classes) {
    try {
      for (var type : CLASSES) {
        var name = type.getName().replace('.', '/') + ".class";
        var file = classes.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (var bytes = type.getClassLoader().getResourceAsStream(name)) {
          Files.copy(Objects.requireNonNull(bytes, name), file);
        }
      }
      var imports = classes.resolve(IMPORTS);
      Files.createDirectories(Objects.requireNonNull(imports.getParent()));
      Files.writeString(imports, Inside.class.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process must be told when it starts. */
  public Map<String, String> environment() {
    return Map.of(Orders.FOLDER, folder.toString(),
        "SPRING_KAFKA_PRODUCER_PROPERTIES_INTERCEPTOR_CLASSES", Sends.class.getName(),
        "SPRING_KAFKA_CONSUMER_PROPERTIES_INTERCEPTOR_CLASSES", NewerVersions.class.getName());
  }

  /** The process halts when it comes to that point next. */
  public void crashAt(String point) {
    order(Orders.CRASH_AT, point);
  }

  /** The process's own clock is that much ahead from now on; behind, if negative. */
  public void moveClock(long millis) {
    order(Orders.CLOCK_AHEAD, Long.toString(millis));
  }

  /** The process reads messages up to that version from now on, and when it is started again. */
  public void readUpTo(int version) {
    order(Orders.KNOWN_VERSION, Integer.toString(version));
  }

  /** Neither a halt nor another clock is wanted any more. */
  public void leaveAlone() {
    try {
      Files.deleteIfExists(folder.resolve(Orders.CRASH_AT));
      Files.deleteIfExists(folder.resolve(Orders.CLOCK_AHEAD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At once as a whole: the process may be looking. */
  private void order(String name, String what) {
    try {
      var draft = Files.writeString(folder.resolve(name + ".new"), what);
      Files.move(draft, folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
