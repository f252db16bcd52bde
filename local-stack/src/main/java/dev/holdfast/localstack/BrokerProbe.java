package dev.holdfast.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks a broker whether it serves yet. */
final class BrokerProbe {

  private BrokerProbe() {}

  static boolean listens(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits for the answer to a question that only a broker in its cluster can answer; every second
   * without one {@code stillAlive} may end the wait by an exception.
   */
  static void awaitAnswer(
      String bootstrapServers,
      Map<String, String> client,
      Duration limit,
      Runnable stillAlive)
      throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(client);
    settings.putAll(Map.of(
        "bootstrap.servers", bootstrapServers,
        "default.api.timeout.ms", (int) limit.toMillis(),
        "request.timeout.ms", 5_000));
    var end = System.nanoTime() + limit.toNanos();
    while (!answers(settings, bootstrapServers, end, stillAlive)) {
      stillAlive.run();
    }
  }

  /** Asks once; false if the client gave up and there is time to ask again with another. */
  private static boolean answers(
      Map<String, Object> settings,
      String bootstrapServers,
      long end,
      Runnable stillAlive)
      throws InterruptedException {
    try (var admin = Admin.create(settings)) {
      var answer = admin.describeCluster().nodes();
      while (true) {
        try {
          answer.get(1, TimeUnit.SECONDS);
          return true;
        } catch (TimeoutException e) {
          stillAlive.run();
          refuse(bootstrapServers, end, e);
        } catch (ExecutionException e) {
          refuse(bootstrapServers, end, e);
          return false;
        }
      }
    }
  }

  private static void refuse(String bootstrapServers, long end, Exception why) {
    if (System.nanoTime() > end) {
      throw new StackException("Kafka on %s does not answer".formatted(bootstrapServers), why);
    }
  }
}
