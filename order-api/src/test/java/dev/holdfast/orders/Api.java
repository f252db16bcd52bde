package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running order-api on a real stack, and HTTP to talk to it. */
final class Api implements AutoCloseable {

  static final int SHARDS = 8;
  static final String K1 = key('1');
  static final String REFERENCE_KEY = key('2');
  static final String TOKEN_KEY = key('3');
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static @Nullable Api shared;

  private final LocalStack stack;
  private final ConfigurableApplicationContext context;

  private Api(LocalStack stack, ConfigurableApplicationContext context) {
    this.stack = stack;
    this.context = context;
  }

  /** One for all tests of this JVM. */
  static synchronized Api shared() {
    if (shared == null) {
      createTopics(LocalStack.shared());
      shared = start(LocalStack.shared());
    }
    return shared;
  }

  static Api start(LocalStack stack, String... settings) {
    return new Api(stack, run(settings(stack, stack.jdbcUrl(), settings)));
  }

  static ConfigurableApplicationContext run(String... settings) {
    return new SpringApplicationBuilder(OrderApi.class)
        .run(Stream.of(settings).map("--"::concat).toArray(String[]::new));
  }

  static String[] settings(LocalStack stack, String jdbcUrl, String... more) {
    var settings = new ArrayList<>(List.of("server.port=0", "management.server.port=0",
        "spring.datasource.url=" + jdbcUrl,
        "spring.kafka.bootstrap-servers=" + stack.bootstrapServers(),
        "holdfast.keys.order-id=" + K1, "holdfast.keys.reference=" + REFERENCE_KEY,
        "holdfast.keys.token=" + TOKEN_KEY));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  static void createTopics(LocalStack stack) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      var appendTime = Map.of("message.timestamp.type", "LogAppendTime");
      admin.createTopics(List.of(
          new NewTopic(Topics.REQUESTS, SHARDS, (short) 1).configs(appendTime),
          new NewTopic(Topics.RESULTS, SHARDS, (short) 1))).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  LocalStack stack() {
    return stack;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  String url(String path) {
    return "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path;
  }

  String managementUrl(String path) {
    return "http://localhost:" + context.getEnvironment().getProperty("local.management.port")
        + path;
  }

  /** A guest who can buy. */
  Guest guest() {
    var session = call("POST", "/v1/sessions").send().json();
    return new Guest(this, session.get("token").asString(), session.get("accountId").asString());
  }

  Call call(String method, String path) {
    return new Call(this, method, path);
  }

  @Override
  public void close() {
    context.close();
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }

  static String newEventId() {
    return "event-" + UUID.randomUUID();
  }

  private static String key(char letter) {
    return Base64.getEncoder().encodeToString(String.valueOf(letter).repeat(32).getBytes(UTF_8));
  }

  record Guest(Api api, String token, String accountId) {

    Call call(String method, String path) {
      return api.call(method, path).header("Authorization", "Bearer " + token);
    }

    Call order(String eventId, String key, int quantity) {
      return call("POST", "/v1/events/" + eventId + "/orders")
          .header("Idempotency-Key", key)
          .json("{\"quantity\":%d}".formatted(quantity));
    }
  }

  static final class Call {

    private final HttpRequest.Builder request;
    private final String method;

    private Call(Api api, String method, String path) {
      this.method = method;
      this.request = HttpRequest.newBuilder(URI.create(api.url(path)))
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

    Answer send() {
      try {
        return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** A field of the answer; "" if it is absent. */
    String text(String field) {
      return json().path(field).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
      return status() + " " + response.headers().map() + " " + response.body();
    }
  }
}
