package dev.holdfast.demo.bench.crowds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.demo.processes.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The source of the load, against a server that says 202, 429 and, bluntly, 503 in turn. */
class OpenLoopTest {

  private final AtomicInteger turn = new AtomicInteger();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private List<Integer> says = List.of(202, 429, 503);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/events/night/orders", exchange -> {
      exchange.getRequestBody().readAllBytes();
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      int mine = turn.getAndIncrement();
      var body = "{}".getBytes(UTF_8);
      if (mine % 3 == 1) {
        exchange.getResponseHeaders().set("Retry-After", "2");
      }
      // Every other answer comes in chunks.
      exchange.sendResponseHeaders(says.get(mine % says.size()),
          mine % 2 == 0 ? 0 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void every_answer_is_counted_as_what_it_is_and_every_order_has_a_key_of_its_own()
      throws Exception {
    try (var load = load()) {
      var answers = load.offer(300, Duration.ZERO, Duration.ofSeconds(1));

      var accepted = answers.acceptances();
      assertThat(accepted).isPositive();
      assertThat(answers.others()).isBetween(accepted - 1, accepted + 1);
      assertThat(answers.blunt()).isEqualTo(answers.others());
      assertThat(answers.accepted().count()).isBetween(accepted - 4, accepted);
      assertThat(answers.refused().count()).isBetween(accepted - 5, accepted + 1);
      assertThat(keys).hasSize(turn.get());
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void orders_that_are_never_accepted_are_given_up_with_a_word() throws Exception {
    says = List.of(429);
    try (var load = load()) {
      var heard = new AtomicInteger();

      assertThatThrownBy(() -> load.offerUntilAccepted(50, Duration.ofMillis(300),
          _ -> heard.incrementAndGet()))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("No order is accepted");
      assertThat(heard).hasPositiveValue();
    }
  }

  @Test
  void the_first_accepted_order_is_enough() throws Exception {
    says = List.of(429, 429, 429, 202);
    try (var load = load()) {
      var accepted = new AtomicLong();

      load.offerUntilAccepted(20, Duration.ofMinutes(1),
          answers -> accepted.addAndGet(answers.acceptances()));

      assertThat(accepted).hasPositiveValue();
    }
  }

  private OpenLoop load() throws IOException {
    var api = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new OpenLoop(api, Caller.order("night", api.getAuthority(), "token", ""), 4);
  }
}
