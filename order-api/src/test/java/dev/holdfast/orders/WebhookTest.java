package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.messages.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payment services report payments by signed webhooks; nothing else reaches the topic. */
class WebhookTest extends Refusals {

  private String ref = "";

  @BeforeAll
  void a_held_order() {
    ref = sale.order().text("ref");
    sale.project(Inventory.held(sale.placed(), 2));
  }

  @Test
  void a_hundred_replays_are_one_request() {
    var webhook = Webhook.now(Webhook.paid(ref));
    var call = webhook.to(api, webhook.signature(Api.WEBHOOK_KEY));

    var answers = Stream.generate(call::send).limit(100).toList();

    assertThat(answers).allSatisfy(answer -> {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
      assertThat(answer.text("requestId")).isEqualTo(answers.getFirst().text("requestId"));
      assertThat(answer.text("statusUrl")).isEqualTo("/v1/orders/" + ref);
    });
    assertThat(inventory.newRequests()).hasSize(100)
        .containsOnly(new Request.ConfirmPayment(
            UUID.fromString(answers.getFirst().text("requestId")), eventId,
            orderId(), "pay-1", 2_500, "EUR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s", "%2$s", "%1$s %2$s", "v1,nonsense v1a,other %2$s"})
  void one_good_signature_by_any_key_is_enough(String signatures) {
    var webhook = Webhook.now(Webhook.paid(ref));

    var answer = webhook.to(api, signatures.formatted(webhook.signature(Api.WEBHOOK_KEY),
        webhook.signature(Api.OLD_WEBHOOK_KEY))).send();

    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(inventory.newRequests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource
  void what_no_key_signed_as_it_is_403(String signatures) {
    Problems.check(WEBHOOK.to(api, signatures).send(), 403, "invalid-signature");
  }

  private static final Webhook WEBHOOK = Webhook.now(Webhook.paid("x"));

  static Stream<String> what_no_key_signed_as_it_is_403() {
    var good = WEBHOOK.signature(Api.WEBHOOK_KEY);
    return Stream.of("", "v1,", good.substring(3), good.toLowerCase(Locale.ROOT),
        "v1a," + good.substring(3), good.substring(0, good.length() - 1), good + "=",
        "v1, " + good.substring(3), WEBHOOK.signature("whsec_" + Api.TOKEN_KEY),
        new Webhook(WEBHOOK.id() + "0", WEBHOOK.timestamp(), WEBHOOK.body())
            .signature(Api.WEBHOOK_KEY),
        new Webhook(WEBHOOK.id(), WEBHOOK.timestamp() + 1, WEBHOOK.body())
            .signature(Api.WEBHOOK_KEY),
        new Webhook(WEBHOOK.id(), WEBHOOK.timestamp(), Webhook.paid("y"))
            .signature(Api.WEBHOOK_KEY));
  }

  @Test
  void without_the_three_headers_403() {
    var webhook = Webhook.now(Webhook.paid(ref));
    var path = "/v1/webhooks/payments";

    Problems.check(api.call("POST", path).json(webhook.body()).send(), 403, "invalid-signature");
    Problems.check(guest.call("POST", path).json(webhook.body()).send(), 403, "invalid-signature");
    Problems.check(api.call("POST", path)
        .header("webhook-signature", webhook.signature(Api.WEBHOOK_KEY))
        .json(webhook.body())
        .send(), 403, "invalid-signature");
  }

  @ParameterizedTest
  @CsvSource({"-310, 403", "-290, 202", "290, 202", "310, 403"})
  void a_message_is_good_for_five_minutes_around_its_time(int seconds, int status) {
    var webhook = Webhook.at(Instant.now().plusSeconds(seconds), Webhook.paid(ref));

    var answer = webhook.to(api, webhook.signature(Api.WEBHOOK_KEY)).send();

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(inventory.newRequests()).hasSize(status == 202 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "payment.succeeded | payment.failed | #/type",
      "\"amountMinor\":2500 | \"amountMinor\":-1 | #/data/amountMinor",
      "\"EUR\" | 7 | #/data/currency", "\"paymentId\":\"pay-1\", | | #/data/paymentId",
      "\"EUR\" | \"EUR\",\"status\":\"CONFIRMED\" | #/data/status"})
  void what_is_signed_must_be_right_all_the_same(String good, String bad, String pointer) {
    var body = Webhook.paid(ref).replace(good, bad == null ? "" : bad);
    var webhook = Webhook.now(body);

    var answer = webhook.to(api, webhook.signature(Api.WEBHOOK_KEY)).send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void an_order_that_nobody_knows_404() {
    List<Answer> answers = new ArrayList<>();
    for (var reference : List.of("x", ref.substring(0, ref.length() - 2) + "AA")) {
      var webhook = Webhook.now(Webhook.paid(reference));
      answers.add(webhook.to(api, webhook.signature(Api.WEBHOOK_KEY)).send());
    }

    assertThat(answers).allSatisfy(answer -> Problems.check(answer, 404, "unknown-order"));
  }

  @Test
  void without_a_key_there_is_no_such_path_404() {
    try (var keyless = Api.start(api.stack(), "holdfast.keys.webhook=")) {
      var signed = Webhook.now(Webhook.paid(ref));
      var path = "/v1/webhooks/payments";

      Stream.of(signed.to(keyless, signed.signature(Api.WEBHOOK_KEY)),
          keyless.call("GET", path), keyless.call("DELETE", path),
          keyless.call("POST", path), keyless.call("POST", path).json("{"),
          keyless.call("POST", path).header("Content-Type", "text/plain").body("paid"))
          .forEach(call -> Problems.check(call.send(), 404, "not-found"));
    }
  }

  private UUID orderId() {
    return api.bean(FindOrder.class).ofAnybody(ref).orElseThrow().orderId();
  }
}
