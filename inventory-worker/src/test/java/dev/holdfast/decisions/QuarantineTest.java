package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.model.Incoming.Placed;
import dev.holdfast.inventory.SaleTerms;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuarantineTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("quarantine_test");

  @Test
  void what_can_not_be_read_is_kept_as_it_came_and_the_rest_is_decided() {
    INVENTORY.log().append(Ask.open(SaleTerms.of(1)));
    INVENTORY.log().appendUnreadable(null);
    var place = Ask.place("ada", 1);
    INVENTORY.log().append(place);

    INVENTORY.catchUp();
    INVENTORY.catchUp();

    assertThat(INVENTORY.statusOf(place)).isEqualTo("HELD");
    assertThat(INVENTORY.count("quarantine WHERE record_offset = 1 AND body = '\\x000102'"
        + " AND convert_from(record_key, 'UTF8') = 'night' AND status = 'OPEN'")).isOne();
    assertThat(INVENTORY.count("ledger")).isEqualTo(2);
  }

  @Test
  void an_unreadable_place_rejects_its_order_only_if_nobody_has_decided_it() {
    var known = Ask.place("ada", 1);
    var unknown = UUID.randomUUID();
    INVENTORY.decide(Ask.open(SaleTerms.of(5)), known);
    INVENTORY.log().appendUnreadable(new Placed(Ask.EVENT, known.orderId()));
    INVENTORY.log().appendUnreadable(new Placed(Ask.EVENT, unknown));
    INVENTORY.log().appendUnreadable(new Placed(Ask.EVENT, unknown));
    INVENTORY.log().appendUnreadable(new Placed("elsewhere", unknown));

    INVENTORY.catchUp();

    assertThat(INVENTORY.statusOf(known)).isEqualTo("HELD");
    assertThat(INVENTORY.count("orders WHERE reason = 'UNREADABLE' AND event_id = 'night'"))
        .isOne();
    assertThat(INVENTORY.count("orders WHERE reason = 'UNREADABLE' AND event_id = 'elsewhere'"))
        .isOne();
    assertThat(INVENTORY.count("quarantine")).isEqualTo(4);
  }
}
