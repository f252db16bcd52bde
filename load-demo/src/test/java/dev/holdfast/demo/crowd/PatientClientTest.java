package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.demo.client.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientClientTest {

  private final AtomicInteger firstAsked = new AtomicInteger();
  private final AtomicInteger secondAsked = new AtomicInteger();
  private HttpServer first;
  private HttpServer second;
  private PatientClient client;

  @BeforeEach
  void start() throws IOException {
    first = server(firstAsked);
    second = server(secondAsked);
    client = new PatientClient(List.of(uri(first), uri(second)),
        Deadline.in(Duration.ofSeconds(30)), new Random(1), new Tally());
  }

  @AfterEach
  void stop() {
    client.close();
    first.stop(0);
    second.stop(0);
  }

  @Test
  void instances_are_asked_in_turn() {
    for (int i = 0; i < 6; i++) {
      client.ask(HttpRequest.get("/"));
    }

    assertThat(firstAsked).hasValue(3);
    assertThat(secondAsked).hasValue(3);
  }

  @Test
  void the_other_instance_answers_for_one_that_is_gone() {
    first.stop(0);

    for (int i = 0; i < 4; i++) {
      client.ask(HttpRequest.get("/"));
    }

    assertThat(secondAsked).hasValue(4);
  }

  private static HttpServer server(AtomicInteger asked) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      asked.incrementAndGet();
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
