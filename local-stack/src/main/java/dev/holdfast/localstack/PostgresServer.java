package dev.holdfast.localstack;

import java.util.Map;

/** A PostgreSQL 18 that keeps its promises: what it acknowledged is on disk. */
sealed interface PostgresServer extends AutoCloseable
    permits EmbeddedPostgresServer, PostgresContainer {

  /** Roles log in by name alone, so only this machine may come near. */
  Map<String, String> SETTINGS = Map.ofEntries(
      Map.entry("fsync", "on"),
      Map.entry("synchronous_commit", "on"),
      Map.entry("max_connections", "100"),
      Map.entry("shared_buffers", "128MB"),
      Map.entry("work_mem", "4MB"),
      Map.entry("max_wal_size", "2GB"),
      Map.entry("jit", "off"),
      Map.entry("timezone", "UTC"),
      Map.entry("log_timezone", "UTC"));

  String host();

  int port();

  @Override
  void close();
}
