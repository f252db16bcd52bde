package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever may not: the right problem, and nothing of it reaches the topic. */
class NotAllowedTest {

  private static final Api API = Api.shared();
  private static Inventory inventory;
  private static Api.Guest guest;
  private static String eventId;

  @BeforeAll
  static void openAnEvent() {
    inventory = new Inventory(API.stack().bootstrapServers());
    guest = API.guest();
    eventId = inventory.opened();
    await().until(() -> API.call("GET", "/v1/events/" + eventId).send().status() == 200);
  }

  @AfterEach
  void nothing_reached_the_topic() {
    assertThat(inventory.newRecords()).isEmpty();
  }

  @AfterAll
  static void close() {
    inventory.close();
  }

  @Test
  void without_a_token_401() {
    var answer = API.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .json("{\"quantity\":1}")
        .send();

    Problems.check(answer, 401, "unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void with_a_token_that_is_not_ours_401() {
    var now = Instant.now();
    var good = TestTokens.claims("someone", "buyer", now.plusSeconds(60));
    for (var token : List.of("nonsense", "a.b.c",
        TestTokens.sign(good.issuer("other").build(), "HS256", Api.TOKEN_KEY),
        TestTokens.sign(good.audience("other").build(), "HS256", Api.TOKEN_KEY),
        TestTokens.sign(good.expirationTime(null).build(), "HS256", Api.TOKEN_KEY),
        TestTokens.sign(TestTokens.claims("s", "buyer", now.minusSeconds(120)).build(), "HS256",
            Api.TOKEN_KEY),
        TestTokens.sign(TestTokens.claims("a b", "buyer", now.plusSeconds(60)).build(), "HS256",
            Api.TOKEN_KEY),
        TestTokens.sign(TestTokens.claims("s", "buyer", now.plusSeconds(60)).build(), "HS256",
            Api.K1),
        TestTokens.sign(TestTokens.claims("s", "buyer", now.plusSeconds(60)).build(), "HS512",
            Api.TOKEN_KEY + Api.TOKEN_KEY),
        TestTokens.unsigned(TestTokens.claims("s", "buyer", now.plusSeconds(60)).build()))) {
      var answer = new Api.Guest(API, token, "s").order(eventId, Api.newKey(), 1).send();

      Problems.check(answer, 401, "unauthenticated");
    }
  }

  @Test
  void with_the_wrong_role_403() {
    var organiser = TestTokens.bearer(API, "org", "organiser");
    var payments = TestTokens.bearer(API, "pay", "payments");

    Problems.check(organiser.order(eventId, Api.newKey(), 1).send(), 403, "forbidden");
    Problems.check(payments.order(eventId, Api.newKey(), 1).send(), 403, "forbidden");
    Problems.check(guest.call("PUT", "/v1/events/x").json("{}").send(), 403, "forbidden");
    Problems.check(guest.call("POST", "/v1/orders/x/payments").json("{}").send(), 403, "forbidden");
  }

  @Test
  void somebody_elses_or_a_forged_reference_404() {
    var mine = guest.order(eventId, Api.newKey(), 1).send().text("ref");
    inventory.newRecords();
    var other = API.guest();
    var forged = mine.substring(0, mine.length() - 2) + "AA";
    var otherEvent = API.guest().order(eventId, Api.newKey(), 1).send().text("ref");
    inventory.newRecords();

    Problems.check(other.call("GET", "/v1/orders/" + mine).send(), 404, "unknown-order");
    Problems.check(other.call("POST", "/v1/orders/" + mine + "/cancellation").send(), 404,
        "unknown-order");
    for (var reference : List.of(forged, otherEvent, "x", mine + "A", mine + "=", "%C3%A9")) {
      Problems.check(guest.call("GET", "/v1/orders/" + reference).send(), 404, "unknown-order");
    }
    var payments = TestTokens.bearer(API, "pay", "payments");
    Problems.check(payments.call("POST", "/v1/orders/" + mine + "/payments")
        .json("{\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"EUR\"}")
        .send(), 404, "unknown-order");
  }

  @Test
  void head_is_guarded_like_get() {
    for (var path : List.of("/v1/orders", "/v1/orders/x")) {
      assertThat(API.call("HEAD", path).send().status()).isEqualTo(401);
    }
    assertThat(guest.call("HEAD", "/v1/orders").send().status()).isEqualTo(200);
  }
}
