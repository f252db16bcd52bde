package dev.holdfast.orders;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Terms of an event as an organiser sends them. */
final class Terms {

  private Terms() {}

  static String json() {
    return with("latePayment", "\"REFUND\"");
  }

  static String with(String field, String value) {
    var json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    var terms = json.createObjectNode()
        .put("name", "Night of the Proms")
        .put("capacity", 100)
        .put("priceMinor", 2500)
        .put("currency", "EUR")
        .put("holdSeconds", 600)
        .put("perOrderLimit", 4)
        .put("perCustomerLimit", 8)
        .put("saleOpensAt", "2026-01-01T00:00:00Z");
    terms.set(field, json.readTree(value));
    return json.writeValueAsString(terms);
  }
}
