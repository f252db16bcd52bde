package dev.holdfast.demo.processes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The API's port and, right after it, the management ports of the three services. */
public record ServicePorts(int api) {

  private static final int COUNT = 1 + Service.values().length;
  // Below the range of outgoing connections: 2,000 buyers must not sit on a port we want.
  private static final int LOWEST = 10_000;
  private static final int BEYOND = 20_000;
  private static final int MAX_PORT = 65_535;
  private static final AtomicInteger STEPS = new AtomicInteger(
      ThreadLocalRandom.current().nextInt(BEYOND - LOWEST));

  /** Four free ports in a row, others each time: who got them may not listen yet. */
  public static ServicePorts free() {
    while (true) {
      var ports = new ServicePorts(
          LOWEST + Math.floorMod(STEPS.getAndAdd(COUNT), BEYOND - LOWEST));
      if (ports.firstBusy() == 0) {
        return ports;
      }
    }
  }

  /** {@code api} and the three after it, if nobody uses them. */
  public static ServicePorts from(int api) {
    if (api < 1 || api > MAX_PORT - COUNT) {
      throw new IllegalArgumentException(
          "must be 1 to %d, but is %d".formatted(MAX_PORT - COUNT, api));
    }
    var ports = new ServicePorts(api);
    int busy = ports.firstBusy();
    if (busy != 0) {
      throw new Trouble(
          "Port %d is in use (ports %d to %d are needed): stop what uses it, or choose others with --port"
              .formatted(busy, api, api + COUNT - 1));
    }
    return ports;
  }

  /** Where a service's health and metrics are. */
  public int management(Service service) {
    return api + switch (service) {
      case ORDER_API -> 1;
      case INVENTORY_WORKER -> 2;
      case EXPIRY_WORKER -> 3;
    };
  }

  private int firstBusy() {
    for (int port = api; port < api + COUNT; port++) {
      if (!isFree(port)) {
        return port;
      }
    }
    return 0;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
