package dev.holdfast.orders.http;

import dev.holdfast.orders.Settings;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Practises before the first buyer comes, and before this instance says it is ready: code that has
 * hardly run yet is ten times as slow. Guests, orders for an event that nobody opened and looks at
 * an order that nobody placed, over HTTP; nothing of it is stored or sent.
 */
@Component
class Rehearsal implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final int PLAYERS = 8;
  private static final String EVENT = "rehearsal-" + UUID.randomUUID();

  private final Environment environment;
  private final Tokens.Sessions sessions;
  private final References references;
  private final Settings settings;

  Rehearsal(
      Environment environment,
      Tokens.Sessions sessions,
      References references,
      Settings settings) {
    this.environment = environment;
    this.sessions = sessions;
    this.references = references;
    this.settings = settings;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    var end = System.nanoTime() + settings.rehearsal().toNanos();
    var requests = new AtomicInteger();
    try (var client = HttpClient.newHttpClient();
        var players = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var player = 0; player < PLAYERS; player++) {
        players.execute(() -> play(client, end, requests));
      }
    }
    log.atInfo().addKeyValue("requests", requests).log("Rehearsed");
  }

  private void play(HttpClient client, long end, AtomicInteger requests) {
    var account = UUID.randomUUID().toString();
    var token = sessions.start(account).getTokenValue();
    var order = references.sign(new OrderKey(EVENT, UUID.randomUUID()), account);
    try {
      while (System.nanoTime() < end) {
        send(client, request("/v1/sessions").POST(BodyPublishers.noBody()));
        send(client, request("/v1/events/%s/orders".formatted(EVENT))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString("{\"quantity\": 1}")));
        send(client, request(OrderController.url(order))
            .header("Authorization", "Bearer " + token));
        requests.addAndGet(3);
      }
    } catch (IOException e) {
      // Perhaps it listens elsewhere, or speaks TLS: then the first buyers warm it up.
      log.atInfo().addKeyValue("why", e.toString()).log("No rehearsal");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder request(String path) {
    var port = environment.getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static void send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    client.send(request.build(), BodyHandlers.discarding());
  }
}
