package dev.holdfast.demo;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How to use a running system: where it is, and calls to paste into another terminal. */
final class UpText {

  private UpText() {}

  /**
   * What there is to know.
   *
   * @param stack where the data is kept; absent if it is thrown away
   */
  record Facts(
      URI api, String jdbcUrl, String bootstrapServers, int orderApiPort, int workerPort,
      int expiryPort, Path keys, @Nullable Path stack, String organiser, String payments,
      String buyer) {}

  static String of(Facts facts) {
    return places(facts) + tokens(facts) + calls();
  }

  private static String places(Facts facts) {
    return """

        Holdfast is running.
          API         %s
          health      http://127.0.0.1:%d/actuator/health  (order-api)
                      http://127.0.0.1:%d/actuator/health  (inventory-worker)
                      http://127.0.0.1:%d/actuator/health  (expiry-worker)
          PostgreSQL  %s  (users inventory, order_api, expiry, auditor; no password)
          Kafka       %s
          keys        %s  (secrets; readable by you only)
          data        %s

        """.formatted(facts.api, facts.orderApiPort, facts.workerPort, facts.expiryPort,
        facts.jdbcUrl, facts.bootstrapServers, facts.keys,
        facts.stack == null ? "thrown away at the end; --keep keeps it" : facts.stack);
  }

  private static String tokens(Facts facts) {
    return """
        Tokens, valid for 12 hours (new ones: ./holdfast token --role organiser|payments|buyer):

        API=%s
        ORGANISER=%s
        PAYMENTS=%s
        BUYER=%s

        """.formatted(facts.api, facts.organiser, facts.payments, facts.buyer);
  }

  private static String calls() {
    return """
        Paste those lines into another terminal, then open an event, buy, look and pay:

        curl -sS -X PUT "$API/v1/events/tonight" -H "Authorization: Bearer $ORGANISER" \\
          -H 'Content-Type: application/json' -d '{"name": "Tonight", "capacity": 100,
          "priceMinor": 4500, "currency": "EUR", "holdSeconds": 300, "perOrderLimit": 4,
          "perCustomerLimit": 4}'

        STATUS=$(curl -sS -X POST "$API/v1/events/tonight/orders" \\
          -H "Authorization: Bearer $BUYER" -H "Idempotency-Key: my-first-order-0001" \\
          -H 'Content-Type: application/json' -d '{"quantity": 2}' \\
          | sed 's/.*"statusUrl" *: *"\\([^"]*\\)".*/\\1/'); STATUS=/v1/${STATUS#*/v1/}

        curl -sS "$API$STATUS" -H "Authorization: Bearer $BUYER" -H 'Prefer: wait=20'

        curl -sS -X POST "$API${STATUS%%\\?*}/payments" -H "Authorization: Bearer $PAYMENTS" \\
          -H 'Content-Type: application/json' \\
          -d '{"paymentId": "pay-1", "amountMinor": 9000, "currency": "EUR"}'

        A guest's session of its own:  curl -sS -X POST "$API/v1/sessions"
        Is every promise kept?         ./holdfast audit
        Stop everything:               Ctrl-C
        """;
  }
}
