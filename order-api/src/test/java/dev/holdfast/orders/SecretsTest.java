package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** However much is logged, and whatever fails: no secret is in it. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

  private static final String PASSWORD = "hush-password";
  private static final String[] CHATTY = {"logging.level.root=info",
      "logging.level.dev.holdfast=debug", "logging.level.com.zaxxer.hikari=debug",
      "logging.level.com.zaxxer.hikari.pool=debug", "logging.level.org.apache.kafka=info",
      "logging.level.org.springframework.kafka=info",
      "logging.level.org.springframework.security=debug",
      "logging.level.org.springframework.web=debug",
      "logging.level.org.springframework.boot.autoconfigure=info"};

  private final List<String> secrets = new ArrayList<>();

  @Test
  void nothing_of_them_is_logged_from_the_start_to_an_outage(CapturedOutput output) {
    var database = CuttableDatabase.create(Api.shared().stack(), "secrets");
    database.cutOff();
    var starting = CompletableFuture.supplyAsync(() -> start(database),
        Executors.newVirtualThreadPerTaskExecutor());
    await().until(() -> output.getOut().contains("Waiting for the database at"));
    database.giveBack();
    try (var api = starting.orTimeout(60, TimeUnit.SECONDS).join(); var sale = Sale.on(api)) {
      useAndMisuse(api, sale);
      database.cutOff();
      assertThat(api.call("GET", "/v1/events").send().status()).isEqualTo(503);
    }

    assertThat(output.getAll()).contains("ProducerConfig values", "HikariConfig",
        "HikariPool").doesNotContain(secrets);
  }

  private Api start(CuttableDatabase database) {
    List<String> settings = new ArrayList<>(List.of(CHATTY));
    settings.add("spring.datasource.password=" + secret(PASSWORD));
    settings.add("spring.kafka.properties.sasl.jaas.config=org.apache.kafka.common.security.plain."
        + "PlainLoginModule required username=\"u\" password=\"%s\";"
            .formatted(secret("hush-kafka")));
    settings.add("holdfast.keys.order-id=" + key("hush-order-ids"));
    settings.add("holdfast.keys.reference=" + key("hush-references"));
    settings.add("holdfast.keys.webhook=whsec_" + key("hush-webhooks"));
    secrets.add(Api.TOKEN_KEY);
    return Api.over(Api.shared().stack(),
        database.url() + "?password=" + secret("hush-url"), settings.toArray(String[]::new));
  }

  private void useAndMisuse(Api api, Sale sale) {
    var guest = sale.guest();
    secrets.add(guest.token());
    assertThat(sale.order().status()).isEqualTo(202);
    sale.placed();
    var late = TestTokens.sign(
        TestTokens.claims("s", "buyer", Instant.now().minusSeconds(120)).build(), "HS256",
        Api.TOKEN_KEY);
    assertThat(new Api.Guest(api, secret(late), "s").call("GET", "/v1/orders").send().status())
        .isEqualTo(401);
    assertThat(guest.order(sale.eventId(), Api.newKey(), -1).send().status()).isEqualTo(400);
    var webhook = Webhook.now(Webhook.paid("x"));
    assertThat(webhook.to(api, secret(webhook.signature(Api.WEBHOOK_KEY))).send().status())
        .isEqualTo(403);
  }

  private String key(String secret) {
    return secret(Base64.getEncoder().encodeToString((secret + "-".repeat(32)).getBytes(UTF_8)));
  }

  private String secret(String secret) {
    secrets.add(secret);
    return secret;
  }
}
