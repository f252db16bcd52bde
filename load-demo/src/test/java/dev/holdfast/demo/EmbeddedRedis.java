package dev.holdfast.demo;

import dev.holdfast.demo.processes.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Optional;
import redis.embedded.Redis;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis of a test's own. */
public final class EmbeddedRedis implements AutoCloseable {

  private final Redis program;

  private EmbeddedRedis(Redis program) {
    this.program = program;
  }

  /** Nothing where its program can't run: on Linux it wants OpenSSL 3. */
  public static Optional<EmbeddedRedis> start() throws IOException {
    var program = new RedisServerBuilder().bind("127.0.0.1")
        .port(freePort())
        .setting("save \"\"")
        .build();
    try {
      program.start();
      return Optional.of(new EmbeddedRedis(program));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public RedisServer server() {
    return RedisServer.at("redis://127.0.0.1:" + program.ports().getFirst());
  }

  @Override
  public void close() {
    try {
      program.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
