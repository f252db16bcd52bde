package dev.holdfast.orders.jdbc;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** This instance of order-api among the others that share the views. */
@Component
class Instance {

  private final String id = UUID.randomUUID().toString();

  String id() {
    return id;
  }
}
