package dev.holdfast.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
final class Ports {

  // Below the range of outgoing connections (32768 up): a port freed by a killed server must
  // still be free when it is restarted.
  private static final int LOWEST = 20_000;
  private static final int BEYOND = 32_000;

  // Who got a port may not listen yet.
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  static void requireValid(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Port must be 0 (any free one) to 65535: " + port);
    }
  }

  /** {@code wanted}, or any free one if it is 0. */
  static int claim(int wanted, String server) {
    if (wanted == 0) {
      return free();
    }
    if (!isFree(wanted)) {
      throw new StackException(
          "Port %d, wanted for %s, is in use%s: stop that or choose another port"
              .formatted(wanted, server, PortHolder.of(wanted)));
    }
    return wanted;
  }

  private static int free() {
    int port;
    do {
      port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
    } while (!isFree(port) || !GIVEN.add(port));
    return port;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
