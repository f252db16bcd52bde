package dev.holdfast.decisions.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import org.junit.jupiter.api.Test;

class AuditTurnTest {

  @Test
  void of_many_workers_one_audits_until_it_goes() throws Exception {
    var database = LocalStack.shared().dataSource("inventory");
    var first = new AuditTurn(database);
    try (var second = new AuditTurn(database)) {
      // Whoever had it before may not be quite gone.
      await().until(first::take);
      assertThat(second.take()).isFalse();
      assertThat(first.take()).isTrue();

      first.close();

      await().until(second::take);
      assertThat(first.take()).isFalse();
    } finally {
      first.close();
    }
  }

  @Test
  void an_auditor_that_may_write_nothing_can_have_the_turn() throws Exception {
    try (var turn = new AuditTurn(LocalStack.shared().dataSource("auditor"))) {
      await().until(turn::take);
    }
  }
}
