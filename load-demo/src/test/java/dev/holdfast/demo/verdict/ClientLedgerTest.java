package dev.holdfast.demo.verdict;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.crowd.Attempt;
import dev.holdfast.demo.crowd.Attempts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientLedgerTest {

  private static final UUID ORDER = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();

  @Test
  void what_everybody_agrees_on_is_fine() {
    var check = check(List.of(Attempts.decided(ORDER, "HELD", 1), Attempts.refused()),
        orders(order(ORDER, "HELD", 1)), Set.of(ORDER));

    assertThat(check.passed()).isTrue();
    assertThat(check.id()).isEqualTo("I11");
  }

  @Test
  void an_order_may_have_moved_on_after_its_buyer_looked() {
    assertThat(check(List.of(Attempts.decided(ORDER, "HELD", 1)),
        orders(order(ORDER, "EXPIRED", 2)), Set.of(ORDER)).passed()).isTrue();
  }

  @Test
  void an_accepted_order_missing_from_the_topic_is_reported() {
    assertThat(check(List.of(Attempts.decided(ORDER, "HELD", 1)),
        orders(order(ORDER, "HELD", 1)), Set.of()).examples())
        .singleElement()
        .asString()
        .contains("not in purchase-requests");
  }

  @Test
  void an_accepted_order_the_inventory_does_not_know_is_reported_and_lost() {
    var attempts = List.of(Attempts.accepted(ORDER));

    assertThat(check(attempts, Map.of(), Set.of(ORDER)).examples()).singleElement()
        .asString()
        .contains("does not know");
    assertThat(new ClientLedger(attempts, List.of()).lost(Map.of())).isEqualTo(1);
  }

  @Test
  void an_order_of_somebody_else_is_reported() {
    var stolen = new InventoryOrder(ORDER, "account-2", "HELD", 1);

    assertThat(check(List.of(Attempts.decided(ORDER, "HELD", 1)), orders(stolen),
        Set.of(ORDER)).examples()).singleElement().asString().contains("belongs to account-2");
  }

  @Test
  void a_state_the_inventory_never_had_is_reported() {
    assertThat(check(List.of(Attempts.decided(ORDER, "CONFIRMED", 2)),
        orders(order(ORDER, "EXPIRED", 2)), Set.of(ORDER)).violations()).isEqualTo(1);
    assertThat(check(List.of(Attempts.decided(ORDER, "HELD", 3)),
        orders(order(ORDER, "HELD", 1)), Set.of(ORDER)).violations()).isEqualTo(1);
  }

  @Test
  void an_order_of_a_refused_request_is_reported() {
    assertThat(check(List.of(Attempts.refused()), orders(order(OTHER, "HELD", 1)),
        Set.of(OTHER)).examples()).singleElement().asString().contains("refused or never asked");
  }

  @Test
  void an_unanswered_request_may_or_may_not_have_become_one_order() {
    assertThat(check(List.of(Attempts.unanswered()), Map.of(), Set.of()).passed()).isTrue();
    assertThat(check(List.of(Attempts.unanswered()), orders(order(OTHER, "HELD", 1)),
        Set.of(OTHER)).passed()).isTrue();
    assertThat(check(List.of(Attempts.unansweredButNamed(OTHER)),
        orders(order(OTHER, "HELD", 1)), Set.of(OTHER)).passed()).isTrue();
    assertThat(check(List.of(Attempts.unanswered()),
        orders(order(OTHER, "HELD", 1), order(ORDER, "HELD", 1)), Set.of()).passed()).isFalse();
  }

  @Test
  void broken_promises_and_crashed_buyers_are_reported() {
    var ledger = new ClientLedger(List.of(Attempts.broken("went from A to B")), List.of("crash"));

    assertThat(ledger.check(Map.of(), Set.of()).examples()).containsExactly("crash",
        "went from A to B");
  }

  @Test
  void an_accepted_order_without_a_decision_is_reported() {
    var ledger = new ClientLedger(
        List.of(Attempts.accepted(ORDER), Attempts.decided(OTHER, "REJECTED", 1)), List.of());

    assertThat(ledger.checkDecided().examples()).singleElement()
        .asString()
        .contains(ORDER.toString());
  }

  private static Check check(
      List<Attempt> attempts,
      Map<UUID, InventoryOrder> orders,
      Set<UUID> onTopic) {
    return new ClientLedger(attempts, List.of()).check(orders, onTopic);
  }

  private static InventoryOrder order(UUID id, String status, int version) {
    return new InventoryOrder(id, Attempts.ACCOUNT, status, version);
  }

  private static Map<UUID, InventoryOrder> orders(InventoryOrder... orders) {
    return Stream.of(orders).collect(toMap(InventoryOrder::orderId, order -> order));
  }
}
