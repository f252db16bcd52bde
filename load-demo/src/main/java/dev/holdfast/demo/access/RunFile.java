package dev.holdfast.demo.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where a running system can be reached, written by {@code up} and read by {@code audit}. */
public record RunFile(long pid, String api, String jdbcUrl, String bootstrapServers) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Writes these facts to {@code file}, whole or not at all. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }

  /** The facts in {@code file}; null if there is none or its system is not running any more. */
  public static @Nullable RunFile ofRunning(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      var facts = JSON.readValue(Files.readAllBytes(file), RunFile.class);
      return ProcessHandle.of(facts.pid).filter(ProcessHandle::isAlive).isPresent() ? facts : null;
    } catch (IOException | JacksonException e) {
      throw new IllegalArgumentException(
          "%s is not readable (%s): delete it".formatted(file, e.getMessage()), e);
    }
  }

  /** Forgets the system. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + file, e);
    }
  }
}
