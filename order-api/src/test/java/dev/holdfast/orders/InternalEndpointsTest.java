package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

/** Health and metrics are for operators: on a port of their own, which nobody else needs to reach. */
class InternalEndpointsTest {

  private final Api api = Api.shared();

  @Test
  void nothing_of_the_management_port_is_on_the_public_one() {
    var links = api.call("GET", "/actuator").send();
    var own = Api.get(api.managementUrl("/actuator")).json().get("_links");

    Problems.check(links, 404, "not-found");
    assertThat(own.propertyNames()).contains("health", "prometheus");
    var served = own.valueStream()
        .map(link -> link.get("href").asString())
        .map(
            href -> href.substring(href.indexOf("/actuator")));
    Stream.concat(served, Stream.of("/actuator/env", "/actuator/heapdump", "/actuator/shutdown",
        "/actuator/configprops", "/manage/health"))
        .filter(path -> !path.contains("{"))
        .forEach(path -> Problems.check(api.call("GET", path).send(), 404, "not-found"));
  }

  @Test
  void the_management_port_shows_only_health_and_metrics() {
    for (var path : new String[]{"env", "heapdump", "configprops", "beans", "loggers", "threaddump",
        "mappings", "shutdown"}) {
      assertThat(Api.get(api.managementUrl("/actuator/" + path)).status()).as(path).isEqualTo(404);
    }
    assertThat(Api.get(api.managementUrl("/v1/events")).status()).isEqualTo(404);
  }

  @Test
  void as_they_are_delivered_the_ports_differ_and_only_the_public_one_is_published()
      throws IOException {
    var settings = new YamlPropertySourceLoader()
        .load("delivered", new FileSystemResource("src/main/resources/application.yml"))
        .getFirst();
    var compose = Files.readString(Path.of("../docker-compose.yml"));

    assertThat(settings.getProperty("management.server.port")).isNotNull()
        .isNotEqualTo(settings.getProperty("server.port"));
    assertThat(compose.lines().filter(line -> line.matches(" +- \"127\\.0\\.0\\.1:.*")))
        .hasSize(1)
        .allMatch(line -> line.endsWith(":8080\""));
    assertThat(compose.split("ports:", -1)).hasSize(2);
  }
}
