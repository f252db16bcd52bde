package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tests of what is refused: nothing of it reaches the topic. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Refusals {

  final Api api = Api.shared();
  @AutoClose
  final Sale sale = Sale.on(api);
  final Inventory inventory = sale.inventory();
  final Api.Guest guest = sale.guest();
  final String eventId = sale.eventId();

  @AfterEach
  void nothing_reached_the_topic() {
    assertThat(inventory.newRecords()).isEmpty();
  }
}
