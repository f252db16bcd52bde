package dev.holdfast.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one stack, held by one stack at a time. */
final class StackDirectory implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StackDirectory.class);
  private static final List<String> BROKERS =
      Stream.concat(Stream.of("kafka"),
          IntStream.range(0, LocalCluster.BROKERS).mapToObj(StackDirectory::broker)).toList();
  private static final String POSTGRES = "postgres";
  private static final List<String> STATE = Stream.concat(BROKERS.stream(),
      Stream.of(POSTGRES, "postgres.log", "postgres.disk", "postgres.img")).toList();

  private final Path root;
  private final boolean kept;
  private final DirectoryLock lock;

  private StackDirectory(Path root, boolean kept, DirectoryLock lock) {
    this.root = root;
    this.kept = kept;
    this.lock = lock;
  }

  /** Takes the directory over, from a stack whose launcher was killed if need be. */
  static StackDirectory open(Path root, boolean kept) {
    try {
      Files.createDirectories(root);
      refuseForeign(root);
      var directory = new StackDirectory(root, kept, DirectoryLock.on(root));
      directory.stopOrphans();
      if (!kept) {
        directory.deleteState();
      }
      return directory;
    } catch (IOException e) {
      throw new StackException("Cannot use %s for a stack".formatted(root), e);
    }
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() {
    stopServers("Stopped");
    try {
      if (kept) {
        lock.close();
      } else {
        deleteState();
        lock.remove();
        deleteIfEmpty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopOrphans() {
    stopServers("Stopped an orphan of a killed run:");
  }

  /** The folder of one of several brokers. */
  static String broker(int index) {
    return "kafka-" + (index + 1);
  }

  /** The servers of a stack that run here, under {@code postgres} and {@code kafka}. */
  Map<String, OwnProcess> servers() {
    return Stream.of(OwnProcess.kafka(resolve("kafka")), OwnProcess.postgres(resolve(POSTGRES)))
        .flatMap(Optional::stream)
        .collect(Collectors.toMap(OwnProcess::name, Function.identity()));
  }

  private List<OwnProcess> processes() {
    return Stream.concat(BROKERS.stream().map(broker -> OwnProcess.kafka(resolve(broker))),
        Stream.of(OwnProcess.postgres(resolve(POSTGRES)))).flatMap(Optional::stream).toList();
  }

  private void stopServers(String verb) {
    for (var server : processes()) {
      log.warn("{} {} of {}", verb, server, root);
      server.stop();
    }
  }

  private static void refuseForeign(Path root) throws IOException {
    try (var files = Files.list(root)) {
      if (files.findAny().isPresent() && !DirectoryLock.marks(root)) {
        throw new StackException(
            root + " holds files that are not of a Holdfast stack: choose an empty directory");
      }
    }
  }

  private void deleteState() throws IOException {
    OwnDisk.forget(resolve(POSTGRES));
    for (var name : STATE) {
      deleteTree(resolve(name));
    }
  }

  private void deleteIfEmpty() throws IOException {
    try (var files = Files.list(root)) {
      if (files.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(root);
  }

  private static void deleteTree(Path tree) throws IOException {
    // A link may lead to a disk that is gone.
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var files = Files.walk(tree)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
