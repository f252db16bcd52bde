package dev.holdfast.demo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private HttpServer server;
  private URI base;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext("/echo", exchange -> {
      var said = exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("X-Name")
          + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      answer(exchange, 200, said, said.getBytes(UTF_8).length);
    });
    server.createContext("/chunks", exchange -> answer(exchange, 202, "{\"ref\": \"ä\"}", 0));
    server.createContext("/same", exchange -> answer(exchange, 304, "", -1));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void several_requests_travel_on_one_connection() throws Exception {
    try (var connection = new HttpConnection(base, PATIENCE)) {
      assertThat(connection.send(HttpRequest.post("/echo", "hello").with("X-Name", "x")).body())
          .isEqualTo("POST x hello");
      assertThat(connection.send(HttpRequest.get("/echo")).body()).isEqualTo("GET null ");
      assertThat(connection.send(HttpRequest.post("/echo", null)).status()).isEqualTo(200);
    }
    assertThat(clients).hasSize(1);
  }

  @Test
  void answers_in_chunks_and_without_a_body_are_read() throws Exception {
    try (var connection = new HttpConnection(base, PATIENCE)) {
      var chunked = connection.send(HttpRequest.get("/chunks"));
      var same = connection.send(HttpRequest.get("/same"));

      assertThat(chunked.required("ref")).isEqualTo("ä");
      assertThat(chunked.header("x-seen")).contains("yes");
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.text("ref")).isNull();
    }
    assertThat(clients).hasSize(1);
  }

  @Test
  void a_connection_that_the_server_closed_is_opened_again() throws Exception {
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var connection = new HttpConnection(
            URI.create("http://127.0.0.1:" + socket.getLocalPort()), PATIENCE)) {
      Thread.ofVirtual().start(() -> {
        answerRaw(socket, "");
        answerRaw(socket, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        answerRaw(socket, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncut");
        answerRaw(socket, "nonsense\r\n\r\n");
      });

      assertThatThrownBy(() -> connection.send(HttpRequest.get("/")))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotSent.class);
      assertThat(connection.send(HttpRequest.get("/")).status()).isEqualTo(204);
      assertThatThrownBy(() -> connection.send(HttpRequest.get("/"))).isInstanceOf(
          IOException.class).hasMessageContaining("inside an answer");
      assertThatThrownBy(() -> connection.send(HttpRequest.get("/"))).isInstanceOf(
          IOException.class).hasMessageContaining("Not an HTTP answer");
    }
  }

  @Test
  void a_request_that_was_never_sent_says_so() throws Exception {
    int unused;
    try (var socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    try (var connection =
        new HttpConnection(URI.create("http://127.0.0.1:" + unused), PATIENCE)) {
      assertThatThrownBy(() -> connection.send(HttpRequest.get("/")))
          .isInstanceOf(NotSent.class);
    }
  }

  @Test
  void only_plain_http_is_spoken() {
    assertThatThrownBy(() -> new HttpConnection(URI.create("https://example.org"), PATIENCE))
        .hasMessageContaining("https://example.org");
  }

  private void answer(HttpExchange exchange, int status, String body, int length)
      throws IOException {
    clients.add(exchange.getRemoteAddress());
    exchange.getResponseHeaders().add("X-Seen", "yes");
    exchange.sendResponseHeaders(status, length);
    if (length >= 0) {
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
    exchange.close();
  }

  private static void answerRaw(ServerSocket server, String answer) {
    try (var socket = server.accept()) {
      var in = socket.getInputStream();
      int ends = 0;
      while (ends < 4) {
        int next = in.read();
        ends = next == '\r' || next == '\n' ? ends + 1 : 0;
      }
      socket.getOutputStream().write(answer.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
