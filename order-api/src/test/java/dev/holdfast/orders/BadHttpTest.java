package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP that is not ours: the right problem, and nothing of it reaches the topic. */
class BadHttpTest extends Refusals {

  @Test
  void a_body_over_8_KB_413() {
    var padding = " ".repeat(8 * 1024);
    Problems.check(guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .json("{\"quantity\":1}" + padding)
        .send(), 413, "body-too-large");
    var chunked = guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .header("Content-Type", "application/json")
        .chunked("{\"quantity\":1}" + padding)
        .send();
    Problems.check(chunked, 413, "body-too-large");
  }

  @Test
  void not_json_415() {
    Problems.check(guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .header("Content-Type", "text/plain")
        .body("{\"quantity\":1}")
        .send(), 415, "unsupported-media-type");
    Problems.check(guest.call("POST", "/v1/events/" + eventId + "/orders")
        .header("Idempotency-Key", Api.newKey())
        .body("{\"quantity\":1}")
        .send(), 415, "unsupported-media-type");
  }

  @Test
  void unknown_paths_404() {
    for (var path : List.of("/", "/v1", "/v1/nothing", "/v2/events", "/problems/nothing", "/error",
        "/v1/events/a/b/c")) {
      Problems.check(api.call("GET", path).send(), 404, "not-found");
      Problems.check(guest.call("GET", path).send(), 404, "not-found");
    }
  }

  @Test
  void wrong_method_405_with_allow() {
    var answer = guest.call("DELETE", "/v1/events/" + eventId).send();
    Problems.check(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains("GET", "PUT");

    Problems.check(guest.call("PUT", "/v1/orders/x").json("{}").send(), 405, "method-not-allowed");
    Problems.check(guest.call("GET", "/v1/events/" + eventId + "/orders").send(), 405,
        "method-not-allowed");
  }

  @Test
  void nothing_but_json_406() {
    Problems.check(api.call("GET", "/v1/events").header("Accept", "image/png").send(), 406,
        "not-acceptable");
  }

  @Test
  void not_proper_http_400() {
    Problems.check(api.call("GET", "/v1/events/%2e%2e%2fa").send(), 400, "bad-request");
    Problems.check(RawHttp.send(api, "GET /v1/events/^ HTTP/1.1\r\nHost: a\r\n\r\n"), 400,
        "bad-request");
    Problems.check(
        RawHttp.send(api, "GET /v1/events HTTP/1.1\r\nHost: a\r\nTraceparent: a\u0001b\r\n\r\n"),
        400, "bad-request");
    Problems.check(RawHttp.send(api, "GET /v1/events?a=%zz HTTP/1.0\r\n\r\n"), 400,
        "bad-request");
    Problems.check(RawHttp.send(api, "GET /v1/events;a=%zz HTTP/1.0\r\n\r\n"), 400,
        "bad-request");
    Problems.check(RawHttp.send(api, "GET /;/v1/events HTTP/1.0\r\n\r\n"), 400, "bad-request");
    Problems.check(RawHttp.send(api, "GET /v1/events HTTP/7.0\r\nHost: a\r\n\r\n"), 400,
        "bad-request");
    Problems.check(RawHttp.send(api,
        "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n"), 400,
        "bad-request");
  }

  @Test
  void longer_than_anybody_needs_400() {
    for (var request : List.of(
        "GET /v1/events/%s HTTP/1.1\r\nHost: a\r\n".formatted("a".repeat(8 * 1024)),
        "GET /v1/events?after=%s HTTP/1.1\r\nHost: a\r\n".formatted("a".repeat(8 * 1024)),
        "GET /v1/events HTTP/1.1\r\nHost: a\r\nX-Long: %s\r\n".formatted("a".repeat(8 * 1024)),
        "GET /v1/events HTTP/1.1\r\nHost: a\r\n" + "X-Many: a\r\n".repeat(200))) {
      Problems.check(RawHttp.send(api, request + "Connection: close\r\n\r\n"), 400, "bad-request");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/v1/events?limit=0 | limit", "/v1/events?limit=x | limit", "/v1/events?limit=201 | limit",
      "/v1/orders?limit=0 | limit", "/v1/orders?after=x | after"})
  void wrong_query_parameters_400(String path, String parameter) {
    var answer = guest.call("GET", path).send();

    Problems.check(answer, 400, "invalid-request");
    assertThat(answer.json().get("errors").get(0).get("parameter").asString())
        .isEqualTo(parameter);
  }
}
