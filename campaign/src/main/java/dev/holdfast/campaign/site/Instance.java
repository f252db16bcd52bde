package dev.holdfast.campaign.site;

import dev.holdfast.demo.processes.Service;
import java.util.List;
import java.util.Locale;

/**
 * One process of a service, and there may be others.
 *
 * @param name of the process, its log and its lines
 */
record Instance(String name, Service service) {

  /** Two of each that decide or answer: one can go while the other stays. */
  static final List<Instance> ALL = List.of(
      new Instance("order-api-1", Service.ORDER_API),
      new Instance("order-api-2", Service.ORDER_API),
      new Instance("inventory-worker-1", Service.INVENTORY_WORKER),
      new Instance("inventory-worker-2", Service.INVENTORY_WORKER),
      new Instance("expiry-worker-1", Service.EXPIRY_WORKER));

  boolean speaksToKafka() {
    return service != Service.EXPIRY_WORKER;
  }

  /** The name of its own listener at every broker. */
  String door() {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
