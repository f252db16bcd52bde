package dev.holdfast.demo.processes;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The three services and the memory each may use. */
public enum Service {
  ORDER_API("order-api", 768, "-XX:+UseG1GC"),

  INVENTORY_WORKER("inventory-worker", 384, "-XX:+UseSerialGC"),

  EXPIRY_WORKER("expiry-worker", 192, "-XX:+UseSerialGC");

  private final String folder;
  private final int heapMegabytes;
  private final String jvmOption;

  Service(String folder, int heapMegabytes, String jvmOption) {
    this.folder = folder;
    this.heapMegabytes = heapMegabytes;
    this.jvmOption = jvmOption;
  }

  /** Its name, which is its folder's name. */
  public String folder() {
    return folder;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  String jvmOption() {
    return jvmOption;
  }

  /** It works in bursts of seconds: the second compiler would take more than it ever gives back. */
  Compilation compilation(Compilation usual) {
    return this == EXPIRY_WORKER ? Compilation.SOON : usual;
  }

  /** The service of that name. */
  public static Service named(String name) {
    return Arrays.stream(values())
        .filter(service -> service.folder.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such service: %s (there are %s)"
            .formatted(name, Arrays.stream(values())
                .map(Service::folder)
                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return folder;
  }
}
