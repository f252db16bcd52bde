package dev.holdfast.demo.crowd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Sells from memory what order-api sells, without waiting, and misbehaves on request. */
final class FakeOrderApi implements AutoCloseable {

  /** What it does wrong. */
  enum Fault {
    NONE, NEW_REFERENCE_EACH_TIME, GOES_BACKWARDS, REFUSES_ORDERS, FIRST_ANSWER_LOST
  }

  private static final String CURRENCY = "\"amountMinor\": 100, \"currency\": \"EUR\"";

  private final HttpServer server;
  private final Fault fault;
  private final AtomicInteger available;
  private final AtomicInteger sold = new AtomicInteger();
  private final Map<String, String> refs = new ConcurrentHashMap<>();
  private final Map<String, Seen> orders = new ConcurrentHashMap<>();

  FakeOrderApi(int tickets, Fault fault) throws IOException {
    this.fault = fault;
    available = new AtomicInteger(tickets);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/sessions", exchange -> answer(exchange, 201,
        "{\"token\": \"t\", \"accountId\": \"%s\"}".formatted(UUID.randomUUID())));
    server.createContext("/v1/events/e/orders", this::place);
    server.createContext("/v1/events/e", exchange -> answer(exchange, 200,
        "{\"capacity\": %d, \"sold\": %d}".formatted(tickets, sold.get())));
    server.createContext("/v1/orders/", this::order);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void place(HttpExchange exchange) throws IOException {
    if (fault == Fault.REFUSES_ORDERS) {
      answer(exchange, 422, "{\"code\": \"quantity-over-limit\"}");
      return;
    }
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    boolean first = !refs.containsKey(key);
    var ref = refs.computeIfAbsent(key, _ -> newOrder());
    if (first && fault == Fault.FIRST_ANSWER_LOST) {
      exchange.close();
      return;
    }
    answer(exchange, 202, "{\"ref\": \"%1$s\", \"statusUrl\": \"/v1/orders/%2$s?at=0.0.0\"}"
        .formatted(fault == Fault.NEW_REFERENCE_EACH_TIME ? newOrder() : ref, ref));
  }

  private synchronized void order(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().split("/", -1);
    var ref = path[3];
    if (path.length > 4) {
      boolean pays = path[4].equals("payments");
      move(ref, pays ? "CONFIRMED" : "CANCELLED");
      (pays ? sold : available).incrementAndGet();
      answer(exchange, 202, "{\"requestId\": \"r\"}");
      return;
    }
    show(exchange, ref);
  }

  private void show(HttpExchange exchange, String ref) throws IOException {
    var seen = orders.getOrDefault(ref, Seen.NOTHING);
    var asked = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (seen.status().equals("HELD") && etag(seen).equals(asked)) {
      move(ref, "EXPIRED");
      available.incrementAndGet();
      seen = orders.getOrDefault(ref, seen);
    }
    var shown = fault == Fault.GOES_BACKWARDS && seen.status().equals("CONFIRMED")
        ? new Seen("CANCELLED", 1, 0)
        : seen;
    exchange.getResponseHeaders().add("ETag", etag(shown));
    answer(exchange, 200, "{\"status\": \"%s\", %s%s}".formatted(shown.status(), CURRENCY,
        shown.status().equals("REJECTED") ? ", \"reason\": \"SOLD_OUT\"" : ""));
  }

  private String newOrder() {
    var ref = Attempts.ref(UUID.randomUUID());
    boolean held = available.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    orders.put(ref, new Seen(held ? "HELD" : "REJECTED", 1, 1));
    return ref;
  }

  private void move(String ref, String status) {
    orders.computeIfPresent(ref, (_, seen) -> new Seen(status, 1, seen.version() + 1));
  }

  private static String etag(Seen seen) {
    return "\"%d-%d\"".formatted(seen.incarnation(), seen.version());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
