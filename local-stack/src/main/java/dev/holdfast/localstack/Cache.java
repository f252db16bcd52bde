package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A private place for what stacks of this user share, and for stacks nobody named a place for. */
final class Cache {

  private Cache() {}

  static Path directory(String name) {
    var cache = Path.of(System.getProperty("user.home"), ".cache", "holdfast");
    try {
      // Closed to others: what lies here is run, and databases here let everybody in by name.
      Files.createDirectories(cache);
      Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
      return Files.createDirectories(cache.resolve(name));
    } catch (IOException e) {
      throw new StackException("Cannot write " + cache + ", where unpacked servers are kept", e);
    }
  }
}
