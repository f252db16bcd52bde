package dev.holdfast.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.access.TokenMint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** One event of an order-api whose payments come by webhook. */
final class SecuredSale {

  private static final byte[] WEBHOOK_KEY = "w".repeat(32).getBytes(UTF_8);
  private static final Keys SECRETS = Keys.generate();
  static final Map<String, String> KEYS = keys();

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final TokenMint mint = new TokenMint(SECRETS.token());
  private final URI api;

  SecuredSale(int port) {
    api = URI.create("http://127.0.0.1:%d".formatted(port));
  }

  private static Map<String, String> keys() {
    var keys = new HashMap<>(SECRETS.environment());
    keys.put("HOLDFAST_KEYS_WEBHOOK", "whsec_" + Base64.getEncoder().encodeToString(WEBHOOK_KEY));
    return keys;
  }

  /** Whether it is on sale now, opened if need be. */
  boolean isOpen() throws InterruptedException {
    try {
      return send(request("/v1/events/secured", Role.ORGANISER).PUT(BodyPublishers.ofString("""
          {"name": "Secured", "capacity": 10, "priceMinor": 4500, "currency": "EUR",
           "holdSeconds": 300, "perOrderLimit": 4, "perCustomerLimit": 4}
          """))).statusCode() < 202;
    } catch (IOException e) {
      return false;
    }
  }

  /** Places an order and waits until it is held; returns its reference. */
  String heldOrder() throws Exception {
    var buyer = request("/v1/events/secured/orders", Role.BUYER)
        .header("Idempotency-Key", UUID.randomUUID().toString());
    var placed = send(buyer.POST(BodyPublishers.ofString("{\"quantity\": 2}")));
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(202);
    var ref = JSON.readTree(placed.body()).get("ref").asString();
    awaitStatus(ref, "HELD");
    return ref;
  }

  /** The same signed message again and again, until the order is paid. */
  void payByWebhook(String ref, int times) throws Exception {
    var body = """
        {"type": "payment.succeeded", "data": {"ref": "%s", "paymentId": "pay-1",
         "amountMinor": 9000, "currency": "EUR"}}""".formatted(ref);
    var time = Long.toString(Instant.now().getEpochSecond());
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(WEBHOOK_KEY, "HmacSHA256"));
    var signature = mac.doFinal("msg_1.%s.%s".formatted(time, body).getBytes(UTF_8));
    for (int i = 0; i < times; i++) {
      var answer = send(HttpRequest.newBuilder(api.resolve("/v1/webhooks/payments"))
          .header("Content-Type", "application/json")
          .header("webhook-id", "msg_1")
          .header("webhook-timestamp", time)
          .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
          .POST(BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
    awaitStatus(ref, "CONFIRMED");
  }

  private void awaitStatus(String ref, String status) {
    await(status).atMost(Duration.ofSeconds(30))
        .until(() -> send(request("/v1/orders/" + ref, Role.BUYER).GET()).body()
            .contains("\"%s\"".formatted(status)));
  }

  private HttpRequest.Builder request(String path, Role role) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + mint.mint(role, "secured-" + role.wire(),
            Instant.now(), Duration.ofHours(1)))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
