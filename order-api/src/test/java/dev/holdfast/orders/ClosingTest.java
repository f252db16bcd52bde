package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Request;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An instance that is told to end breaks no promise it gave. */
class ClosingTest {

  private static final int PARKED = 20;
  private static final int SERVED_ON = 10;
  private static final int BUYERS = 4;
  private static final int ORDERS_BEFORE = 50;

  private final Api closing = Api.start(Api.shared().stack(), "holdfast.farewell=2500ms");
  @AutoClose
  private final Sale sale = Sale.on(closing);

  @Test
  void first_it_is_not_ready_and_answers_the_parked_and_serves_on_for_a_while() {
    var kept = sale.order();
    assertThat(kept.header("Connection")).isEmpty();
    var url = kept.header("Location");
    List<CompletableFuture<Answer>> parked = new ArrayList<>();
    for (int i = 0; i < PARKED; i++) {
      parked.add(sale.guest().call("GET", url).header("Prefer", "wait=30").inBackground());
    }
    await().during(Duration.ofSeconds(1))
        .until(() -> parked.stream().noneMatch(CompletableFuture::isDone));

    var closed = CompletableFuture.runAsync(closing::close);
    await().pollInterval(Duration.ofMillis(20))
        .until(() -> Api.get(closing.managementUrl("/actuator/health/readiness")).status() == 503);

    // Who comes after "not ready" is served, and asked to come to another instance next time.
    for (int i = 0; i < SERVED_ON; i++) {
      var served = sale.order();
      assertThat(served.status()).isEqualTo(202);
      assertThat(served.header("Connection")).isEqualTo("close");
    }
    closed.join();
    assertThat(parked).allSatisfy(request -> {
      var answer = request.join();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.text("status")).isEqualTo("PENDING");
    });
  }

  @Test
  void what_was_accepted_while_it_closed_is_in_the_log() {
    var references = closing.bean(References.class);
    List<CompletableFuture<List<Answer>>> buyers = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      buyers.add(CompletableFuture.supplyAsync(this::buyUntilItIsGone,
          Executors.newVirtualThreadPerTaskExecutor()));
    }
    List<Request> logged = new ArrayList<>();
    await().until(() -> {
      logged.addAll(sale.inventory().newRequests());
      return logged.size() > ORDERS_BEFORE;
    });

    closing.close();

    var answers = buyers.stream().flatMap(buyer -> buyer.join().stream()).toList();
    logged.addAll(sale.inventory().newRequests());
    // Tomcat itself refuses what comes on an open connection once it closes.
    assertThat(answers).extracting(Answer::status).isSubsetOf(202, 503).contains(202);
    assertThat(answers).filteredOn(answer -> answer.status() == 202)
        .extracting(answer -> answer.text("ref"))
        .isSubsetOf(logged.stream()
            .map(order -> new OrderKey(order.eventId(), order.requestId()))
            .map(order -> references.sign(order, sale.guest().accountId()))
            .toList());
  }

  private List<Answer> buyUntilItIsGone() {
    List<Answer> answers = new ArrayList<>();
    try {
      while (true) {
        answers.add(sale.order());
      }
    } catch (IllegalStateException e) {
      return answers;
    }
  }
}
