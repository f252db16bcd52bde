package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.TopicsAudit;
import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.demo.processes.SystemSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The three real jars, PostgreSQL and Kafka, spoken to over HTTP like any client does. */
final class RunningSystem {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static @Nullable RunningSystem shared;

  private final LocalSystem system;
  private final Keys keys;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningSystem(LocalSystem system, Keys keys) {
    this.system = system;
    this.keys = keys;
  }

  /** One for all tests of this JVM: started at the first call, stopped with the JVM. */
  static synchronized RunningSystem shared() throws InterruptedException {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static RunningSystem start() throws InterruptedException {
    var home = new Home(Path.of("..").toAbsolutePath().normalize()).prepared();
    var directory = RunDirectory.createIn(home.runs());
    var keys = Keys.generate();
    var system = LocalSystem.start(new SystemSettings(home, keys, ServicePorts.free(),
        directory.stack(), false, new SystemSettings.Mode(false, true, false)), directory);
    return new RunningSystem(system, keys);
  }

  /** What a further process of it must be told, but for its ports. */
  Map<String, String> environment() {
    var environment = new HashMap<>(keys.environment());
    environment.put("SPRING_DATASOURCE_URL", system.jdbcUrl());
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", system.bootstrapServers());
    return environment;
  }

  String bootstrapServers() {
    return system.bootstrapServers();
  }

  /** A number that the auditor's role can find out. */
  long count(String sql) throws SQLException {
    try (var connection = system.target().auditor().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A status and a JSON body. */
  record Answer(int status, JsonNode body) {

    String text(String field) {
      return body.path(field).asString("");
    }
  }

  URI api() {
    return system.api();
  }

  String token(Role role) {
    return system.target()
        .mint()
        .mint(role, role.wire() + "-" + UUID.randomUUID(), Instant.now(),
            TOKEN_LIFE);
  }

  Answer openEvent(String eventId, int capacity, int holdSeconds)
      throws IOException, InterruptedException {
    return put("/v1/events/" + eventId, token(Role.ORGANISER), """
        {"name": "%s", "capacity": %d, "priceMinor": 4500, "currency": "EUR", "holdSeconds": %d,
         "perOrderLimit": 4, "perCustomerLimit": 4, "latePayment": "REACQUIRE"}
        """.formatted(eventId, capacity, holdSeconds));
  }

  Answer order(String eventId, String buyer, int quantity)
      throws IOException, InterruptedException {
    return order(eventId, buyer, UUID.randomUUID(), quantity);
  }

  /** The same order again, under the same key. */
  Answer order(String eventId, String buyer, UUID key, int quantity)
      throws IOException, InterruptedException {
    return send(request("/v1/events/%s/orders".formatted(eventId), buyer)
        .header("Idempotency-Key", key.toString())
        .POST(BodyPublishers.ofString("{\"quantity\": %d}".formatted(quantity))));
  }

  Answer pay(String ref, int amountMinor) throws IOException, InterruptedException {
    return post("/v1/orders/%s/payments".formatted(ref), token(Role.PAYMENTS), """
        {"paymentId": "%s", "amountMinor": %d, "currency": "EUR"}
        """.formatted(UUID.randomUUID(), amountMinor));
  }

  Answer cancel(String ref, String buyer) throws IOException, InterruptedException {
    return post("/v1/orders/%s/cancellation".formatted(ref), buyer, null);
  }

  /** The order once it has this status; fails if it does not get there. */
  Answer awaitStatus(String ref, String buyer, String status) {
    return await("status " + status).atMost(Duration.ofSeconds(30))
        .until(() -> get("/v1/orders/" + ref, buyer),
            answer -> answer.text("status").equals(status));
  }

  /** The order once it is decided, however. */
  Answer awaitDecision(String ref, String buyer) {
    return await("decision").atMost(Duration.ofSeconds(30))
        .until(() -> get("/v1/orders/" + ref, buyer),
            answer -> !Set.of("", "PENDING").contains(answer.text("status")));
  }

  /** The order once this request was answered. */
  Answer awaitOutcome(String ref, String buyer, String requestId) {
    return await("outcome of " + requestId).atMost(Duration.ofSeconds(30))
        .until(() -> get("/v1/orders/" + ref, buyer),
            answer -> answer.body().at("/lastOutcome/requestId").asString("").equals(requestId));
  }

  Answer get(String path, String token) throws IOException, InterruptedException {
    return send(request(path, token).GET());
  }

  /** Waits until everything is announced and shown, and checks every invariant. */
  void audit() {
    await("a clean audit").atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          var target = system.target();
          var options = AuditOptions.whateverIsGoingOn().whenDrained().withExpiryRunning();
          var report = Audit.run(target.auditor(), options)
              .and(TopicsAudit.run(target.auditor(),
                  Map.of("bootstrap.servers", target.bootstrapServers()), options));
          assertThat(report.clean()).as(report.toString()).isTrue();
        });
  }

  private Answer put(String path, String token, String body)
      throws IOException, InterruptedException {
    return send(request(path, token).PUT(BodyPublishers.ofString(body)));
  }

  private Answer post(String path, String token, @Nullable String body)
      throws IOException, InterruptedException {
    return send(request(path, token).POST(
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(system.api().resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(),
        response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body()));
  }
}
