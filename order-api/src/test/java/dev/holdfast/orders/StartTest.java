package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackSettings;
import dev.holdfast.messages.Topics;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** It waits for what can come, and exits for what can't, with one line each. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  private final LocalStack stack = LocalStack.shared();

  @ParameterizedTest
  @CsvSource({
      "holdfast.keys.order-id,  '',        is missing",
      "holdfast.keys.reference, '',        is missing",
      "holdfast.keys.token,     no base64, is not base64",
      "holdfast.keys.token,     c2hvcnQ=,  is only 5 bytes long",
      "holdfast.keys.webhook,   whsec_c2hvcnQ=, is only 5 bytes long",
      "holdfast.pay-margin,     -1s,       must not be negative",
      "holdfast.pay-margin,     soon,      soon",
      "holdfast.look-every,     0s,        must be at least 1s",
      "holdfast.farewell,       9s,        must be 0s to 8s",
      "holdfast.longest-wait,   0s,        must be at least 1s",
      "server.port,             70000,     70000"})
  void a_wrong_setting_is_named(String property, String value, String what, CapturedOutput output) {
    assertThatThrownBy(() -> Api.run(Api.settings(stack, stack.jdbcUrl(),
        property + "=" + value))).isNotNull();

    assertThat(output.getOut().lines().filter(line -> line.contains("order-api can't start")))
        .singleElement()
        .asString()
        .contains(property, what);
    assertThat(output.getOut()).doesNotContain("\tat ").doesNotContain("no base64 ");
  }

  @Test
  void a_busy_port_is_named(CapturedOutput output) throws Exception {
    Api.shared();
    try (var busy = new ServerSocket(0)) {
      assertThatThrownBy(() -> Api.run(Api.settings(stack, stack.jdbcUrl(),
          "server.port=" + busy.getLocalPort()))).isNotNull();

      assertThat(output.getOut().lines().filter(line -> line.contains("order-api can't start")))
          .singleElement()
          .asString()
          .contains(String.valueOf(busy.getLocalPort()));
    }
  }

  @Test
  void a_newer_schema_is_refused_unless_somebody_vouches_for_it(CapturedOutput output)
      throws SQLException {
    Api.shared();
    var url = stack.createDatabase("newer");
    Api.run(Api.settings(stack, url)).close();
    try (var connection = stack.dataSource("newer", "order_api").getConnection();
        var statement = connection.createStatement()) {
      statement.execute("""
          INSERT INTO orders.flyway_schema_history
          SELECT installed_rank + 1, '99', 'from the future', type, 'V99__future.sql', checksum,
                 installed_by, installed_on, execution_time, success
            FROM orders.flyway_schema_history
           ORDER BY installed_rank DESC
           LIMIT 1
          """);
    }

    assertThatThrownBy(() -> Api.run(Api.settings(stack, url))).isNotNull();

    assertThat(output.getOut().lines().filter(line -> line.contains("order-api can't start")))
        .singleElement()
        .asString()
        .contains("version 99", "knows 1");
    Api.run(Api.settings(stack, url, "spring.flyway.ignore-migration-patterns=*:future")).close();
  }

  @Test
  void a_lock_it_does_not_get_is_named(CapturedOutput output) throws SQLException {
    Api.shared();
    try (var connection = stack.dataSource("holdfast", "order_api").getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE orders.flyway_schema_history IN ACCESS EXCLUSIVE MODE");

      assertThatThrownBy(() -> Api.run(Api.settings(stack, stack.jdbcUrl()))).isNotNull();
    }

    assertThat(output.getOut().lines().filter(line -> line.contains("order-api can't start")))
        .singleElement()
        .asString()
        .contains("did not get its lock", "start order-api again");
  }

  @Test
  void it_waits_for_the_database_and_says_so_once(CapturedOutput output) {
    Api.shared();
    var database = CuttableDatabase.create(stack, "not_yet");
    database.cutOff();

    var starting = CompletableFuture.supplyAsync(() -> Api.run(Api.settings(stack, database.url())),
        Executors.newVirtualThreadPerTaskExecutor());
    await().atMost(Duration.ofSeconds(60))
        .until(() -> output.getOut().contains("Waiting for the database at"));
    database.giveBack();

    starting.orTimeout(60, TimeUnit.SECONDS).join().close();
    assertThat(output.getOut().lines().filter(line -> line.contains("Waiting for the database")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"holdfast, nobody", "no_such_database, order_api"})
  void it_exits_where_it_will_never_be_let_in(
      String database,
      String user,
      CapturedOutput output) {
    Api.shared();

    assertThatThrownBy(() -> Api.run(Api.settings(stack, stack.jdbcUrl(database),
        "spring.datasource.username=" + user))).isNotNull();

    assertThat(output.getOut().lines().filter(line -> line.contains("order-api can't start")))
        .singleElement()
        .asString()
        .contains(user.equals("nobody") ? user : database);
    assertThat(output.getOut()).doesNotContain("Waiting for the database");
  }

  @Test
  void it_waits_for_kafka_and_says_so_once(CapturedOutput output) throws InterruptedException {
    Api.shared();
    var url = stack.createDatabase("no_kafka");

    var starting = Thread.ofPlatform()
        .daemon()
        .start(() -> assertThatThrownBy(() -> Api.run(
            Api.settings(stack, url, "spring.kafka.bootstrap-servers=localhost:1"))).isNotNull());
    await().atMost(Duration.ofSeconds(60))
        .until(() -> output.getOut().contains("Waiting for Kafka at localhost:1"));
    await().during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> output.getOut()
            .lines()
            .filter(line -> line.contains("Waiting for Kafka") || line.contains("NetworkClient"))
            .count() == 1);
    starting.interrupt();
    starting.join(10_000);
  }

  @Test
  void it_waits_for_the_topics_both_of_them_and_then_serves(
      @TempDir Path directory,
      CapturedOutput output) {
    try (var bare = LocalStack.start(StackSettings.in(directory.resolve("stack")))) {
      var starting = CompletableFuture.supplyAsync(() -> Api.start(bare),
          Executors.newVirtualThreadPerTaskExecutor());
      await().until(() -> output.getOut().contains("Waiting for the topics"));
      Api.createTopics(bare, Topics.REQUESTS);
      await().during(Duration.ofSeconds(2)).until(() -> !starting.isDone());
      Api.createTopics(bare, Topics.RESULTS);

      try (var api = starting.orTimeout(60, TimeUnit.SECONDS).join(); var sale = Sale.on(api)) {
        assertThat(sale.order().status()).isEqualTo(202);
        var order = sale.placed();
        sale.project(Inventory.held(order, 2));
      }
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("Waiting for the topics")))
        .hasSize(1);
  }

  @Test
  void health_and_metrics_have_their_own_port() {
    var api = Api.shared();

    await().untilAsserted(() -> assertThat(
        Api.get(api.managementUrl("/actuator/health/readiness")).body()).contains("UP"));
    assertThat(Api.get(api.managementUrl("/actuator/health/liveness")).status()).isEqualTo(200);
    assertThat(Api.get(api.managementUrl("/actuator/prometheus")).body()).contains("jvm_");
    assertThat(Api.get(api.managementUrl("/actuator/env")).status()).isEqualTo(404);
    assertThat(Api.get(api.url("/actuator/health")).status()).isEqualTo(404);
  }
}
