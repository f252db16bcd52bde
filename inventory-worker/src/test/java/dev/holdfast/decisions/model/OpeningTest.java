package dev.holdfast.decisions.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.Ask;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpeningTest {

  private final PaperSale sale = PaperSale.of(SaleTerms.of(10));

  @Test
  void an_event_starts_with_all_its_tickets_in_the_pool() {
    assertThat(sale.last().kind()).isEqualTo(Kind.EVENT_OPENED);
    assertThat(sale.balance).isEqualTo(new Balance(10, 10, 0, 0));
    assertThat(sale.terms).isEqualTo(SaleTerms.of(10).terms());
  }

  @Test
  void opening_an_open_event_changes_it() {
    sale.send(Ask.open(SaleTerms.of(12)));

    assertThat(sale.last().kind()).isEqualTo(Kind.EVENT_CHANGED);
    assertThat(sale.balance).isEqualTo(new Balance(12, 12, 0, 0));
  }

  @Test
  void the_capacity_can_go_down_to_what_is_held_and_sold_and_no_further() {
    var first = Ask.place("ada", 3);
    sale.send(first);
    sale.send(Ask.pay(first));
    sale.send(Ask.place("bob", 4));

    assertRefused(Ask.change(SaleTerms.of(6)), MoveRefusal.CAPACITY_BELOW_ALLOCATED, 7);
    assertThat(sale.terms).isEqualTo(SaleTerms.of(10).terms());
    sale.send(Ask.change(SaleTerms.of(7)));

    assertThat(sale.balance).isEqualTo(new Balance(7, 0, 4, 3));
  }

  @Test
  void an_event_nobody_opened_can_not_be_changed() {
    var unopened = new PaperSale();

    var rows = unopened.send(Ask.change(SaleTerms.of(5)));

    assertThat(rows).singleElement().satisfies(row -> {
      assertThat(row.kind()).isEqualTo(Kind.CHANGE_REFUSED);
      assertThat(row.reason()).isEqualTo(MoveRefusal.UNKNOWN_EVENT.name());
      assertThat(row.floor()).isNull();
      assertThat(row.terms()).isNull();
    });
    assertThat(unopened.balance).isEqualTo(new Balance(0, 0, 0, 0));
  }

  @Test
  void the_same_request_again_does_not_undo_what_came_between() {
    var grow = Ask.change(SaleTerms.of(20));
    var open = Ask.open(SaleTerms.of(15));
    var tooSmall = Ask.change(SaleTerms.of(0));
    sale.send(Ask.place("ada", 1));
    sale.send(grow);
    sale.send(open);
    sale.send(tooSmall);
    sale.send(Ask.change(SaleTerms.of(30)));

    for (var again : new Request[]{grow, open, tooSmall}) {
      assertThat(sale.send(again)).isEmpty();
    }
    assertThat(sale.balance.capacity()).isEqualTo(30);
  }

  private void assertRefused(Request change, MoveRefusal code, @Nullable Integer floor) {
    assertThat(sale.send(change)).singleElement().satisfies(row -> {
      assertThat(row.kind()).isEqualTo(Kind.CHANGE_REFUSED);
      assertThat(row.reason()).isEqualTo(code.name());
      assertThat(row.floor()).isEqualTo(floor);
    });
  }
}
