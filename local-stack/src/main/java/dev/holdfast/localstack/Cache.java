package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is costly to make and the same for every stack of this user: unpacked servers. */
final class Cache {

  private Cache() {}

  static Path directory(String name) {
    var cache = Path.of(System.getProperty("user.home"), ".cache", "holdfast", name);
    try {
      return Files.createDirectories(cache);
    } catch (IOException e) {
      throw new StackException("Cannot write " + cache + ", where unpacked servers are kept", e);
    }
  }
}
