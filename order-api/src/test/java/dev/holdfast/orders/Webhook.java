package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A message of a payment service, signed by the book: written from the standard, not from us. */
record Webhook(String id, long timestamp, String body) {

  static Webhook now(String body) {
    return at(Instant.now(), body);
  }

  static Webhook at(Instant sent, String body) {
    return new Webhook("msg_" + UUID.randomUUID(), sent.getEpochSecond(), body);
  }

  static String paid(String ref) {
    return """
        {"type":"payment.succeeded","timestamp":"2026-03-01T10:00:00Z","data":
        {"ref":"%s","paymentId":"pay-1","amountMinor":2500,"currency":"EUR"}}""".formatted(ref);
  }

  String signature(String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(
          Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      var signed = id + "." + timestamp + "." + body;
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Call to(Api api, String signatures) {
    return api.call("POST", "/v1/webhooks/payments")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", signatures)
        .json(body);
  }
}
