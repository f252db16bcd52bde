package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.coyote.AbstractProtocol;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A running order-api on a real stack, and HTTP to talk to it. */
final class Api implements AutoCloseable {

  static final int SHARDS = 8;
  static final String K1 = key('1');
  static final String REFERENCE_KEY = key('2');
  static final String TOKEN_KEY = key('3');
  static final String WEBHOOK_KEY = "whsec_" + key('4');
  static final String OLD_WEBHOOK_KEY = "whsec_" + key('5');
  private static @Nullable Api shared;

  static {
    // The machine may be busy; what is slow is not wrong.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

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
        // At the end of the JVM the stack goes first, and closing would wait for it.
        .registerShutdownHook(false)
        .run(Stream.of(settings).map("--"::concat).toArray(String[]::new));
  }

  /** One whose views are in another database than everybody's. */
  static Api over(LocalStack stack, String jdbcUrl, String... settings) {
    return new Api(stack, run(settings(stack, jdbcUrl, settings)));
  }

  static String[] settings(LocalStack stack, String jdbcUrl, String... more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    settings.put("spring.datasource.url", jdbcUrl);
    settings.put("spring.kafka.bootstrap-servers", stack.bootstrapServers());
    // Else it hears up to two seconds late that another instance came or went.
    settings.put("spring.kafka.consumer.properties.heartbeat.interval.ms", "200");
    // Who feeds other views than everybody's must be another consumer group, too.
    if (!jdbcUrl.equals(stack.jdbcUrl())) {
      settings.put("spring.kafka.consumer.group-id", "views-" + UUID.randomUUID());
    }
    // Who plays the inventory seldom says how far it is.
    settings.put("holdfast.longest-wait", "1h");
    settings.put("holdfast.farewell", "0s");
    settings.put("holdfast.keys.order-id", K1);
    settings.put("holdfast.keys.reference", REFERENCE_KEY);
    settings.put("holdfast.keys.token", TOKEN_KEY);
    settings.put("holdfast.keys.webhook", WEBHOOK_KEY + "," + OLD_WEBHOOK_KEY);
    for (var setting : more) {
      var equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings.entrySet()
        .stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }

  static void createTopics(LocalStack stack) {
    createTopics(stack, Topics.REQUESTS, Topics.RESULTS);
  }

  static void createTopics(LocalStack stack, String... names) {
    var appendTime = Map.of("message.timestamp.type", "LogAppendTime");
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(Stream.of(names)
          .map(name -> new NewTopic(name, SHARDS, (short) 1))
          .map(topic -> topic.name().equals(Topics.REQUESTS) ? topic.configs(appendTime) : topic)
          .toList()).all().get();
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

  /** What Tomcat listens with. */
  AbstractProtocol<?> connector() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    return (AbstractProtocol<?>) ((TomcatWebServer) Objects.requireNonNull(server)).getTomcat()
        .getConnector()
        .getProtocolHandler();
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
    return new Call(method, url(path));
  }

  static Answer get(String url) {
    return new Call("GET", url).send();
  }

  @Override
  public void close() {
    context.close();
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** A UUIDv7, made now. */
  static String newKeyNow() {
    return new UUID(System.currentTimeMillis() << 16 | 0x7000,
        Long.MIN_VALUE | UUID.randomUUID().getLeastSignificantBits() >>> 2).toString();
  }

  static String newEventId() {
    return "event-" + UUID.randomUUID();
  }

  private static String key(char letter) {
    return Base64.getEncoder().encodeToString(String.valueOf(letter).repeat(32).getBytes(UTF_8));
  }

  record Guest(Api api, String token, String accountId) {

    /** The same guest at another instance. */
    Guest at(Api other) {
      return new Guest(other, token, accountId);
    }

    Call call(String method, String path) {
      return api.call(method, path).header("Authorization", "Bearer " + token);
    }

    Call order(String eventId, String key, int quantity) {
      return call("POST", "/v1/events/" + eventId + "/orders")
          .header("Idempotency-Key", key)
          .json("{\"quantity\":%d}".formatted(quantity));
    }
  }
}
