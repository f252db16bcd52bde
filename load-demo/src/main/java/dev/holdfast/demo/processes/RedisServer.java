package dev.holdfast.demo.processes;

import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis that somebody else runs. */
public record RedisServer(String host, int port) {

  private static final int MAX_PORT = 65_535;
  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();

  /** The server of {@code redis://host:port}. */
  public static RedisServer at(String url) {
    try {
      var parsed = URI.create(url);
      if (parsed.getHost() != null) {
        var server = new RedisServer(parsed.getHost(), parsed.getPort());
        if (server.url().equals(url) && server.port <= MAX_PORT) {
          return server;
        }
      }
    } catch (IllegalArgumentException e) {
      // no URL at all: refused below
    }
    throw new IllegalArgumentException(
        "'%s' is not a URL such as redis://localhost:6379".formatted(url));
  }

  public String url() {
    return "redis://%s:%d".formatted(host, port);
  }

  /** Throws if nobody answers there, or somebody who is no Redis. */
  public void requireAnswer() {
    var patience = DefaultJedisClientConfig.builder().timeoutMillis(PATIENCE_MILLIS).build();
    try (var connection = new Jedis(new HostAndPort(host, port), patience)) {
      connection.ping();
    } catch (JedisException e) {
      throw new Trouble("No Redis answers at %s: %s".formatted(url(), e.getMessage()), e);
    }
  }
}
