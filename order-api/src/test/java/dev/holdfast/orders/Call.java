package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** An HTTP request to be sent, as often as one likes. */
final class Call {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpRequest.Builder request;
  private final String method;

  Call(String method, String url) {
    this.method = method;
    this.request = HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(40))
        .method(method, BodyPublishers.noBody());
  }

  Call header(String name, String value) {
    request.header(name, value);
    return this;
  }

  Call json(String body) {
    return header("Content-Type", "application/json").body(body);
  }

  Call body(String body) {
    request.method(method, BodyPublishers.ofString(body));
    return this;
  }

  Call chunked(String body) {
    request.method(method, BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(body.getBytes(UTF_8))));
    return this;
  }

  Answer send() {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      Map<String, String> headers = new HashMap<>();
      response.headers()
          .map()
          .forEach((name, values) -> headers.put(name, String.join(", ", values)));
      return new Answer(response.statusCode(), headers, response.body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Answer> inBackground() {
    return CompletableFuture.supplyAsync(this::send, Executors.newVirtualThreadPerTaskExecutor());
  }
}
