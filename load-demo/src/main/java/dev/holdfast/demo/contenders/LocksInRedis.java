package dev.holdfast.demo.contenders;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Whoever sets the key may go on; the others try again after a pause. Any number of processes can
 * share it.
 *
 * <p>The key ends by itself, so that nobody who died blocks an event. Nothing tells the database
 * that it ended: who is held up for longer than that writes beside the next one.
 */
@Component
@Profile("redis-lock")
class LocksInRedis implements EventLocks, DisposableBean {

  private static final int ENDS_AFTER_MILLIS = 5_000;
  private static final int CONNECTIONS = 32;
  private static final String RELEASE =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        return redis.call('DEL', KEYS[1])
      end
      return 0
      """;

  private final RedisClient redis;

  LocksInRedis(@Value("${redis.host}") String host, @Value("${redis.port}") int port) {
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    redis = RedisClient.builder().hostAndPort(host, port).poolConfig(pool).build();
  }

  @Override
  public <T> T guard(String eventId, Supplier<T> work) {
    var key = "event_lock:" + eventId;
    var token = UUID.randomUUID().toString();
    for (int attempts = 1; !take(key, token); attempts++) {
      Pause.after(attempts);
    }
    try {
      return work.get();
    } finally {
      redis.eval(RELEASE, List.of(key), List.of(token));
    }
  }

  @Override
  public void destroy() {
    redis.close();
  }

  private boolean take(String key, String token) {
    return redis.set(key, token, SetParams.setParams().nx().px(ENDS_AFTER_MILLIS)) != null;
  }
}
