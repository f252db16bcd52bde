package dev.holdfast.demo.processes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The three services and the memory each may use. */
public enum Service {
  ORDER_API("order-api", 768, List.of("-XX:+UseG1GC")),

  INVENTORY_WORKER("inventory-worker", 384, List.of("-XX:+UseSerialGC")),

  EXPIRY_WORKER("expiry-worker", 192, List.of("-XX:+UseSerialGC"));

  private final String folder;
  private final int heapMegabytes;
  private final List<String> jvmOptions;

  Service(String folder, int heapMegabytes, List<String> jvmOptions) {
    this.folder = folder;
    this.heapMegabytes = heapMegabytes;
    this.jvmOptions = jvmOptions;
  }

  /** Its name, which is its folder's name. */
  public String folder() {
    return folder;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  List<String> jvmOptions() {
    return jvmOptions;
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
