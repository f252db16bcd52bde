package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may not: the right problem, and nothing of it reaches the topic. */
class NotAllowedTest extends Refusals {

  @Test
  void without_a_token_401() {
    var answer = api.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .json("{\"quantity\":1}")
        .send();

    Problems.check(answer, 401, "unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @ParameterizedTest
  @MethodSource
  void with_a_token_that_is_not_ours_401(String what, String token) {
    Problems.check(new Api.Guest(api, token, "s").call("GET", "/v1/orders").send(), 401,
        "unauthenticated");
    Problems.check(new Api.Guest(api, token, "s").order(eventId, Api.newKey(), 1).send(), 401,
        "unauthenticated");
  }

  static Stream<Arguments> with_a_token_that_is_not_ours_401() {
    var late = Instant.now().minusSeconds(120);
    return Stream.of(
        arguments("no token at all", "nonsense"),
        arguments("no JSON", "a.b.c"),
        arguments("another issuer", ours(good().issuer("other"))),
        arguments("another audience", ours(good().audience("other"))),
        arguments("no audience", ours(good().audience((String) null))),
        arguments("no expiry", ours(good().expirationTime(null))),
        arguments("expired", ours(TestTokens.claims("s", "buyer", late))),
        arguments("no account id", ours(good().subject("a b"))),
        arguments("no subject", ours(good().subject(null))),
        arguments("another key", TestTokens.sign(good().build(), "HS256", Api.K1)),
        arguments("another algorithm",
            TestTokens.sign(good().build(), "HS512", Api.TOKEN_KEY + Api.TOKEN_KEY)),
        arguments("signed by RSA", TestTokens.signedByRsa(good().build())),
        arguments("not valid yet",
            ours(good().notBeforeTime(Date.from(Instant.now().plusSeconds(120))))),
        arguments("unsigned", TestTokens.unsigned(good().build())),
        arguments("unsigned, with a signature", TestTokens.unsigned(good().build()) + "AAAA"));
  }

  @Test
  void a_token_longer_than_a_header_may_be_400() {
    var long8KB = ours(good().claim("padding", "x".repeat(8 * 1024)));
    var within = ours(good().claim("padding", "x".repeat(4 * 1024)));

    Problems.check(new Api.Guest(api, long8KB, "s").call("GET", "/v1/orders").send(), 400,
        "bad-request");
    assertThat(new Api.Guest(api, within, "s").call("GET", "/v1/orders").send().status())
        .isEqualTo(200);
  }

  @Test
  void the_same_token_without_a_fault_200() {
    var good = new Api.Guest(api, ours(good()), "s");

    assertThat(good.call("GET", "/v1/orders").send().status()).isEqualTo(200);
  }

  @Test
  void a_token_that_was_good_401_once_its_time_is_up() {
    // Of the minute that clocks may differ by, five seconds are left.
    var expiresAt = Instant.now().minusSeconds(55);
    var late = new Api.Guest(api, ours(TestTokens.claims("s", "buyer", expiresAt)), "s");

    assertThat(late.call("GET", "/v1/orders").send().status()).isEqualTo(200);
    await().until(() -> late.call("GET", "/v1/orders").send().status() == 401);
  }

  @Test
  void with_the_wrong_role_403() {
    var organiser = TestTokens.bearer(api, "org", "organiser");
    var payments = TestTokens.bearer(api, "pay", "payments");

    Problems.check(organiser.order(eventId, Api.newKey(), 1).send(), 403, "forbidden");
    Problems.check(payments.order(eventId, Api.newKey(), 1).send(), 403, "forbidden");
    Problems.check(guest.call("PUT", "/v1/events/x").json("{}").send(), 403, "forbidden");
    Problems.check(guest.call("POST", "/v1/orders/x/payments").json("{}").send(), 403, "forbidden");
  }

  @Test
  void somebody_elses_or_a_forged_reference_404() {
    var mine = sale.order().text("ref");
    inventory.newRecords();
    var other = api.guest();
    var forged = mine.substring(0, mine.length() - 2) + "AA";
    var otherEvent = api.guest().order(eventId, Api.newKey(), 1).send().text("ref");
    inventory.newRecords();

    Problems.check(other.call("GET", "/v1/orders/" + mine).send(), 404, "unknown-order");
    Problems.check(other.call("POST", "/v1/orders/" + mine + "/cancellation").send(), 404,
        "unknown-order");
    for (var reference : List.of(forged, otherEvent, "x", mine + "A", mine + "=", "%C3%A9")) {
      Problems.check(guest.call("GET", "/v1/orders/" + reference).send(), 404, "unknown-order");
    }
    var payments = TestTokens.bearer(api, "pay", "payments");
    Problems.check(payments.call("POST", "/v1/orders/" + mine + "/payments")
        .json("{\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"EUR\"}")
        .send(), 404, "unknown-order");
  }

  @Test
  void the_404_of_a_foreign_order_looks_like_that_of_a_made_up_one() {
    var foreign = sale.order().text("ref");
    sale.project(Inventory.held(sale.placed(), 2));
    var madeUp = (foreign.charAt(0) == 'A' ? "B" : "A") + foreign.substring(1);
    var other = api.guest();

    var answers = Stream.of(foreign, madeUp)
        .map(reference -> other.call("GET", "/v1/orders/" + reference).send())
        .toList();

    Problems.check(answers.getFirst(), 404, "unknown-order");
    assertThat(answers.getLast().body())
        .isEqualTo(answers.getFirst().body().replace(foreign, madeUp));
    assertThat(answers.getLast().headers().keySet())
        .isEqualTo(answers.getFirst().headers().keySet());
  }

  @Test
  void head_is_guarded_like_get() {
    for (var path : List.of("/v1/orders", "/v1/orders/x")) {
      assertThat(api.call("HEAD", path).send().status()).isEqualTo(401);
    }
    assertThat(guest.call("HEAD", "/v1/orders").send().status()).isEqualTo(200);
  }

  private static JWTClaimsSet.Builder good() {
    return TestTokens.claims("s", "buyer", Instant.now().plusSeconds(600));
  }

  private static String ours(JWTClaimsSet.Builder claims) {
    return TestTokens.sign(claims.build(), "HS256", Api.TOKEN_KEY);
  }
}
