package dev.holdfast.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Directories of stacks that nobody wants to find again. */
final class TemporaryDirectories {

  private static final Logger log = LoggerFactory.getLogger(TemporaryDirectories.class);

  // A younger one may be a stack that is just about to lock its directory.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private TemporaryDirectories() {}

  /** A new one; those whose launcher was killed are cleared away before. */
  static Path next() {
    var parent = Cache.directory("stacks");
    try {
      clear(parent, Instant.now().minus(SETTLED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parent.resolve(UUID.randomUUID().toString());
  }

  static void clear(Path parent, Instant settled) throws IOException {
    try (var directories = Files.newDirectoryStream(parent)) {
      for (var directory : directories) {
        clearIfOld(directory, FileTime.from(settled));
      }
    }
  }

  private static void clearIfOld(Path directory, FileTime settled) {
    try {
      if (Files.getLastModifiedTime(directory).compareTo(settled) < 0) {
        StackDirectory.open(directory, false).close();
        log.info("Cleared away {}, left by a killed run", directory);
      }
    } catch (IOException | StackException e) {
      log.debug("Left alone: {}", e.getMessage());
    }
  }
}
