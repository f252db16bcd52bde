package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue of problems is complete: every code has a page and a test that provokes it. */
class CatalogueTest {

  private static final Pattern CHECK = Pattern.compile(
      "Problems\\s*\\.check\\([^;]*?,\\s*(\\d{3}),\\s*\"([a-z-]+)\"\\)", Pattern.DOTALL);

  private final Api api = Api.shared();

  @Test
  void every_code_is_provoked_by_a_test() throws IOException {
    List<String> provoked = new ArrayList<>();
    try (var files = Files.walk(Path.of("src/test/java"))) {
      for (var file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        CHECK.matcher(Files.readString(file))
            .results()
            .forEach(check -> provoked.add(check.group(2) + " " + check.group(1)));
      }
    }

    List<String> catalogue = new ArrayList<>();
    api.call("GET", "/problems")
        .send()
        .json()
        .forEach(page -> catalogue.add(
            page.get("code").asString() + " " + page.get("status").asInt()));
    assertThat(catalogue).isNotEmpty().hasSameElementsAs(provoked);
  }

  @Test
  void every_code_has_a_page() {
    api.call("GET", "/problems").send().json().forEach(page -> {
      var path = "/problems/" + page.get("code").asString();
      assertThat(api.call("GET", path).send().json()).isEqualTo(page);
      var html = api.call("GET", path).header("Accept", "text/html,*/*;q=0.8").send();
      assertThat(html.header("Content-Type")).startsWith("text/html");
      assertThat(html.body()).contains(page.get("title").asString());
    });
  }

  @Test
  void a_page_is_utf_8_whatever_charset_is_asked_for() {
    var page = api.call("GET", "/problems/not-found")
        .header("Accept", "application/json;charset=utf-16")
        .send();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("application/json");
    assertThat(page.text("code")).isEqualTo("not-found");
  }

  @Test
  void a_row_we_cannot_read_is_our_own_fault() {
    String eventId;
    try (var sale = Sale.on(api)) {
      eventId = sale.eventId();
    }
    var jdbc = api.bean(JdbcClient.class);
    jdbc.sql("UPDATE event_view SET terms = '{\"name\": 7}' WHERE event_id = :id")
        .param("id", eventId)
        .update();

    Problems.check(api.call("GET", "/v1/events/" + eventId).send(), 500, "internal-error");
    jdbc.sql("DELETE FROM event_view WHERE event_id = :id").param("id", eventId).update();
  }
}
