package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.Finding;
import dev.holdfast.expiry.DueHolds;
import dev.holdfast.expiry.ReleaseDueHolds;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.ReleaseHalt;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test ends with an audit: whoever is refused meanwhile was not refused wrongly. */
class HaltedReleasesTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("halted_releases_test");

  private final PlaceOrder slow = Ask.place("ada", 2);

  @BeforeEach
  void a_hold_that_has_ended() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3).limits(2, 2)), slow);
    INVENTORY.endHolds();
    INVENTORY.worker().get(ReleaseHalt.class).halt("as the test wants");
  }

  @Test
  void the_inventory_worker_releases_nothing_and_goes_on_selling_what_is_left() {
    var own = Ask.place("ada", 1);
    var next = Ask.place("bob", 1);
    var tooLate = Ask.place("cleo", 1);

    INVENTORY.decide(own, next, tooLate);

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("HELD");
    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
    assertThat(INVENTORY.count("orders WHERE reason = 'CUSTOMER_LIMIT'")).isOne();
    assertThat(INVENTORY.count("orders WHERE reason = 'SOLD_OUT'")).isOne();
  }

  @Test
  void an_overdue_hold_can_still_be_paid() {
    INVENTORY.decide(Ask.place("bob", 2), Ask.pay(slow));

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("CONFIRMED");
  }

  @Test
  void the_expiry_worker_releases_nothing_and_locks_no_event() {
    INVENTORY.letTimePass();

    assertThat(INVENTORY.expiry().get(DueHolds.class).events()).isEmpty();
    assertThat(INVENTORY.expiry()
        .get(ReleaseDueHolds.class)
        .release(0, List.of(Ask.EVENT))
        .late()).isEmpty();
  }

  @Test
  void when_a_person_lets_releases_go_on_both_workers_release() {
    INVENTORY.decide(Ask.place("bob", 2));

    INVENTORY.letReleasesGoOn();
    var next = Ask.place("cleo", 2);
    INVENTORY.decide(next);
    INVENTORY.endHolds();
    INVENTORY.letTimePass();

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
    assertThat(INVENTORY.release()).isOne();
  }

  @Test
  void a_halt_says_nothing_of_the_requests_of_another_topic() {
    INVENTORY.decide(Ask.place("bob", 2));

    haltIsOf("older");
    assertThat(Audit.runInventory(INVENTORY.database().as("auditor")).findings())
        .extracting(Finding::what)
        .containsExactly("refused for stock while a hold was overdue");

    haltIsOf(InventoryDatabase.TOPIC);
    assertThat(Audit.runInventory(INVENTORY.database().as("auditor")).findings()).isEmpty();
  }

  private static void haltIsOf(String topic) {
    INVENTORY.database()
        .superuser()
        .sql("UPDATE inventory.release_halt SET topic = :topic")
        .param("topic", topic)
        .update();
  }

  @Test
  void who_is_being_refused_while_releases_go_on_again_belongs_to_the_halt() {
    INVENTORY.oneWaitsForTheOther(INVENTORY.worker(),
        () -> INVENTORY.decide(Ask.place("bob", 2)), INVENTORY::letReleasesGoOn);

    assertThat(INVENTORY.count("release_halt WHERE shard = 0 AND from_offset = 2"
        + " AND until_offset = 3")).isOne();
  }
}
