package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whatever is sent: no 5xx, no connection that hangs, nothing on the topic that the inventory could
 * not read, and the next buyer is served.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FuzzTest {

  private static final String BUSY = "HTTP/1.1 503";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

  private final Api api = Api.shared();
  @AutoClose
  private final Sale sale = Sale.on(api);
  private final Clerk clerk = new Clerk(api);
  private final Endpoints endpoints = new Endpoints(api, sale, ref());
  private final AtomicLong sent = new AtomicLong();

  private String ref() {
    var ref = sale.order().text("ref");
    sale.project(Inventory.held(sale.placed(), 2));
    return ref;
  }

  @Test
  void every_endpoint_is_fuzzed() {
    var served = api.bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(mapping -> {
          var methods = mapping.getMethodsCondition().getMethods();
          return mapping.getPatternValues()
              .stream()
              .flatMap(path -> methods.isEmpty()
                  ? Stream.of(path)
                  : methods.stream().map(method -> method + " " + path));
        })
        .distinct();

    assertThat(endpoints.names()).containsExactlyInAnyOrderElementsOf(served.toList());
  }

  @Test
  void right_requests_with_something_wrong() {
    Fuzz.asRequested().run(chance -> {
      var mutations = new Mutations(chance);
      var bytes = endpoints.draft(mutations.any(endpoints.names())).spoiled(mutations).bytes();
      assertThat(exchange(bytes)).as(new String(bytes, ISO_8859_1)).isNotEmpty();
    });
  }

  @Test
  void bytes_on_the_socket_that_may_be_no_request() {
    Fuzz.asRequested().run(chance -> {
      var mutations = new Mutations(chance);
      var whole = endpoints.draft(mutations.any(endpoints.names())).bytes();
      exchange(mutations.damage(whole));
    });
  }

  @AfterEach
  void everything_on_the_topic_can_be_read_and_the_next_buyer_is_served() {
    var read = sale.inventory().newRequests();
    System.out.printf("%d requests sent, %d of them reached the topic%n", sent.getAndSet(0),
        read.size());
    assertThat(sale.order().status()).isEqualTo(202);
    sale.placed();
  }

  @AfterAll
  void close() {
    clerk.close();
  }

  // The broker may take its time on a busy machine; but not for the same request again and again.
  private String exchange(byte[] request) {
    var answer = send(request);
    return answer.contains(BUSY)
        ? await().until(() -> send(request), again -> !again.contains(BUSY))
        : answer;
  }

  private String send(byte[] request) {
    sent.incrementAndGet();
    var answer = RawHttp.exchange(api, request);
    assertThat(STATUS.matcher(answer).results().map(status -> status.group(1)))
        .as("%s%n=>%n%s", new String(request, ISO_8859_1), answer)
        .noneMatch(status -> status.startsWith("5") && !status.equals("503"));
    return answer;
  }
}
