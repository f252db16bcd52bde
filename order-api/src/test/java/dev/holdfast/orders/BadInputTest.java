package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of bad input: the right problem, and nothing of it reaches the topic. */
class BadInputTest extends Refusals {

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "{\"quantity\":1}}", "{\"quantity\":1} {}"})
  void malformed_json_400(String body) {
    var answer = guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .json(body)
        .send();

    Problems.check(answer, 400, "malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"quantity\":1,}", "{\"quantity\":1,\"quantity\":2}", "[]", "1"})
  void json_that_is_not_one_wish_400(String body) {
    var answer = guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .json(body)
        .send();

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.text("code")).isIn("malformed-json", "invalid-request");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "{}                            | #/quantity",
      "{\"quantity\":null}           | #/quantity",
      "{\"quantity\":0}              | #/quantity",
      "{\"quantity\":-1}             | #/quantity",
      "{\"quantity\":1001}           | #/quantity",
      "{\"quantity\":\"1\"}          | #/quantity",
      "{\"quantity\":1.5}            | #/quantity",
      "{\"quantity\":1.0}            | #/quantity",
      "{\"quantity\":true}           | #/quantity",
      "{\"quantity\":[1]}            | #/quantity",
      "{\"quantity\":99999999999999} | #/quantity",
      "{\"quantity\":1,\"extra\":1}  | #/extra"})
  void wrong_fields_400_with_pointers(String body, String pointer) {
    var answer = guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .json(body)
        .send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
    assertThat(answer.toString()).doesNotContain("dev.holdfast").doesNotContain("java.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "fifteen-letters", "with blank in it!",
      "ümlaut-key-ümlaut-key",
      "12345678901234567890123456789012345678901234567890123456789012345"})
  void missing_or_malformed_idempotency_key_400(String key) {
    var call = guest.call("POST", "/v1/events/" + eventId + "/orders").json("{\"quantity\":1}");

    var answer = key.isEmpty() ? call.send() : call.header("Idempotency-Key", key).send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("parameter").asString())
        .isEqualTo("Idempotency-Key");
  }

  @Test
  void a_malformed_idempotency_key_of_a_cancellation_400() {
    var answer = guest.call("POST", "/v1/orders/x/cancellation")
        .header("Idempotency-Key", "short")
        .send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("parameter").asString())
        .isEqualTo("Idempotency-Key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER", "-dash", "under_score", "a.b",
      "a123456789012345678901234567890123456789012345678901234567890123"})
  void malformed_event_id_400(String id) {
    var organiser = TestTokens.bearer(api, "org", "organiser");
    for (var answer : List.of(
        guest.order(id, Api.newKey(), 1).send(),
        api.call("GET", "/v1/events/" + id).send(),
        organiser.call("PUT", "/v1/events/" + id).json(Terms.json()).send())) {
      Problems.check(answer, 400, "invalid-request");
      assertThat(answer.json().get("errors").get(0).get("parameter").asString())
          .isEqualTo("eventId");
    }
  }

  @Test
  void unknown_event_404() {
    Problems.check(guest.order("no-such-event", Api.newKey(), 1).send(), 404, "unknown-event");
    Problems.check(api.call("GET", "/v1/events/no-such-event").send(), 404, "unknown-event");
  }

  @Test
  void more_than_the_events_limit_422() {
    var answer = guest.order(eventId, Api.newKey(), 5).send();

    Problems.check(answer, 422, "quantity-over-limit");
    assertThat(answer.json().get("limit").asInt()).isEqualTo(4);
    assertThat(answer.json().get("errors").get(0).get("pointer").asString())
        .isEqualTo("#/quantity");
  }

  @Test
  void the_same_key_with_another_body_422() {
    var key = Api.newKey();
    guest.order(eventId, key, 1).send();
    inventory.newRecords();

    Problems.check(guest.order(eventId, key, 2).send(), 422, "idempotency-key-reused");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "name|\"\"", "name|\" \"", "name|7", "capacity|-1", "capacity|10000001", "capacity|\"1\"",
      "priceMinor|-1", "priceMinor|1000000001", "currency|\"eur\"", "currency|\"EURO\"",
      "holdSeconds|0", "holdSeconds|2592001", "perOrderLimit|0", "perOrderLimit|1001",
      "perCustomerLimit|0", "saleOpensAt|5", "saleOpensAt|\"tomorrow\"",
      "saleOpensAt|\"2026-01-01T00:00:00\"", "state|\"CLOSED\"", "state|0", "latePayment|\"\"",
      "saleClosesAt|\"2020-01-01T00:00:00Z\"", "saleClosesAt|\"2026-01-01T00:00:00Z\"",
      "name|\"\\ud800\"", "name|\"\\u3000\"", "saleOpensAt|\"1969-12-31T23:59:59Z\"",
      "saleOpensAt|\"+10000-01-01T00:00:00Z\"", "saleClosesAt|\"+10000-01-01T00:00:00Z\""})
  void wrong_terms_400_with_pointers(String field, String value) {
    var organiser = TestTokens.bearer(api, "org", "organiser");

    var answer = organiser.call("PUT", "/v1/events/new-" + UUID.randomUUID())
        .json(Terms.with(field, value))
        .send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("pointer").asString())
        .isEqualTo("#/" + field);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "{\"amountMinor\":1,\"currency\":\"EUR\"}                              | #/paymentId",
      "{\"paymentId\":\"a b\",\"amountMinor\":1,\"currency\":\"EUR\"}        | #/paymentId",
      "{\"paymentId\":\"p\",\"amountMinor\":-1,\"currency\":\"EUR\"}         | #/amountMinor",
      "{\"paymentId\":\"p\",\"amountMinor\":\"1\",\"currency\":\"EUR\"}      | #/amountMinor",
      "{\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"euro\"}         | #/currency"})
  void wrong_payments_400_with_pointers(String body, String pointer) {
    var payments = TestTokens.bearer(api, "pay", "payments");

    var answer = payments.call("POST", "/v1/orders/x/payments").json(body).send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
  }
}
