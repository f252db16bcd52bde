package dev.holdfast.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BrokenMessagesTest {

  private final MessageCodec codec = new MessageCodec("/holdfast/test");

  /** A field somewhere in a message. */
  record Field(WireName name, String pointer, RecordComponent component) {

    boolean optional() {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @Override
    public String toString() {
      return name.wire() + pointer;
    }
  }

  static Stream<Field> fields() {
    return Arrays.stream(WireName.values()).flatMap(name -> fields(name, name.type(), ""));
  }

  private static Stream<Field> fields(WireName name, Class<?> type, String at) {
    return Arrays.stream(type.getRecordComponents()).flatMap(component -> {
      var pointer = at + "/" + component.getName();
      var field = Stream.of(new Field(name, pointer, component));
      return component.getType().isRecord()
          ? Stream.concat(field, fields(name, component.getType(), pointer))
          : field;
    });
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_missing_or_null_field_is_named_unless_it_is_optional(Field field) {
    var missing = broken(field, ObjectNode::remove);
    var nothing = broken(field, ObjectNode::putNull);

    for (var body : new String[]{missing, nothing}) {
      if (field.optional()) {
        assertThatCode(() -> read(field.name(), body)).doesNotThrowAnyException();
      } else {
        assertUnreadable(field, body);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_of_another_type_is_named(Field field) {
    for (var wrong : new String[]{"true", "[]", "[1]", "{}", "{\"a\":1}", "7", "7.5", "\"\"",
        "\"7\"", "\"x y\""}) {
      if (!fits(field, Samples.JSON.readTree(wrong))) {
        assertUnreadable(field, broken(field, (parent, at) -> parent.set(at,
            Samples.JSON.readTree(wrong))));
      }
    }
  }

  private static boolean fits(Field field, JsonNode value) {
    var type = field.component().getType();
    if (type == String.class) {
      return value.isString();
    }
    return value.isIntegralNumber()
        && (type == int.class || type == long.class || type == Integer.class || type == Long.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      place-order.v1     | /quantity             | 0
      place-order.v1     | /quantity             | 1001
      place-order.v1     | /quantity             | 4294967298
      place-order.v1     | /eventId              | "Upper-Case"
      place-order.v1     | /eventId              | "-starts-with-hyphen"
      place-order.v1     | /eventId              | "a23456789b123456789c123456789d123456789e123456789f123456789g1234"
      place-order.v1     | /accountId            | "with space"
      place-order.v1     | /bodyHash             | " "
      place-order.v1     | /orderId              | "019a2f4b-7c10-7e21-9d3a"
      confirm-payment.v1 | /paymentId            | "a/b"
      confirm-payment.v1 | /amountMinor          | -1
      confirm-payment.v1 | /amountMinor          | 1000000000001
      confirm-payment.v1 | /amountMinor          | 99999999999999999999
      confirm-payment.v1 | /amountMinor          | 1e3
      confirm-payment.v1 | /currency             | "eur"
      confirm-payment.v1 | /currency             | "EURO"
      open-event.v1      | /terms/capacity       | 10000001
      open-event.v1      | /terms/capacity       | -1
      open-event.v1      | /terms/priceMinor     | 1000000001
      open-event.v1      | /terms/holdSeconds    | 0
      open-event.v1      | /terms/holdSeconds    | 2592001
      open-event.v1      | /terms/perOrderLimit  | 0
      open-event.v1      | /terms/perCustomerLimit | 0
      open-event.v1      | /terms/saleClosesAt   | "2026-05-04T10:00:00Z"
      open-event.v1      | /terms/saleClosesAt   | "+1000000000-01-01T00:00:00Z"
      open-event.v1      | /terms/saleOpensAt    | "-1000-01-01T00:00:00Z"
      open-event.v1      | /terms/saleOpensAt    | "2026-05-04T10:00:00"
      open-event.v1      | /terms/state          | "open"
      open-event.v1      | /terms/latePayment    | "SHRUG"
      open-event.v1      | /terms/name           | "zero \\u0000 byte"
      open-event.v1      | /terms/name           | "half a \\ud83d face"
      order-held.v1      | /entry/seq            | 0
      order-held.v1      | /entry/shard          | -1
      order-held.v1      | /entry/incarnation    | 0
      order-held.v1      | /entry/requestOffset  | -1
      order-held.v1      | /order/version        | 0
      order-held.v1      | /order/status         | "PENDING"
      progress.v1        | /shard                | -1
      progress.v1        | /nextOffset           | -1
      """)
  void a_value_out_of_range_is_named(String wire, String pointer, String value) {
    var name = WireName.named(wire).orElseThrow();
    var field = fields(name, name.type(), "").filter(f -> f.pointer().equals(pointer))
        .findAny()
        .orElseThrow();

    assertUnreadable(field,
        broken(field, (parent, at) -> parent.set(at, Samples.JSON.readTree(value))));
  }

  @Test
  void a_balance_that_does_not_add_up_is_refused() {
    var tree = Samples.tree(WireName.ORDER_HELD);
    ((ObjectNode) tree.at("/entry/balance")).put("held", 3);

    assertThatThrownBy(() -> read(WireName.ORDER_HELD, tree.toString()))
        .isInstanceOf(UnreadableMessage.class)
        .hasMessage(
            "entry.balance: Balance does not add up: 98 available + 3 held + 0 sold of 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "true", "7", "\"\"", "\"x\"", "[]", "[{}]", "{", "{}",
      "{}{}", "not json", "<xml/>", "\0", "\uFEFF", "NaN", "{\"eventId\":"})
  void a_body_that_is_no_message_is_unreadable(String body) {
    for (var name : WireName.values()) {
      assertThatThrownBy(() -> read(name, body)).isInstanceOf(UnreadableMessage.class);
    }
  }

  @Test
  void no_body_at_all_is_unreadable() {
    assertThatThrownBy(() -> codec.read("place-order.v1", null))
        .isInstanceOf(UnreadableMessage.class)
        .hasMessage("the body is missing");
  }

  @Test
  void a_tower_of_brackets_is_unreadable() {
    for (var tower : new String[]{"[".repeat(1_000_000), "{\"a\":".repeat(200_000),
        "{\"addedLater\":" + "[".repeat(1_000_000)}) {
      assertThatThrownBy(() -> read(WireName.PLACE_ORDER, tower))
          .isInstanceOf(UnreadableMessage.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_truncated_message_is_unreadable(WireName name) {
    var body = Samples.tree(name).toString().getBytes(UTF_8);
    for (int length = 0; length < body.length; length++) {
      var cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> codec.read(name.wire(), cut)).isInstanceOf(UnreadableMessage.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void random_bytes_are_unreadable_and_never_anything_worse(WireName name) {
    var random = new Random(20_260_504);
    for (int round = 0; round < 2_000; round++) {
      var body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      assertThatThrownBy(() -> codec.read(name.wire(), body)).isInstanceOf(UnreadableMessage.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_message_is_either_a_message_or_unreadable(WireName name) {
    var random = new Random(20_260_505);
    for (int round = 0; round < 2_000; round++) {
      var body = Samples.bytes(name);
      for (int damage = random.nextInt(3); damage >= 0; damage--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      assertReadAndWrittenOrUnreadable(name, body);
    }
  }

  private void assertReadAndWrittenOrUnreadable(WireName name, byte[] body) {
    Message message;
    try {
      message = codec.read(name.wire(), body);
    } catch (UnreadableMessage e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThat(codec.write(message)).isNotEmpty();
  }

  private void assertUnreadable(Field field, String body) {
    assertThatThrownBy(() -> read(field.name(), body), "%s in %s", field, body)
        .isInstanceOf(UnreadableMessage.class)
        .hasMessageContaining(field.component().getName());
  }

  private Message read(WireName name, String body) throws UnreadableMessage {
    return codec.read(name.wire(), body.getBytes(UTF_8));
  }

  private static String broken(Field field, BiConsumer<ObjectNode, String> damage) {
    var tree = Samples.tree(field.name());
    var parent = field.pointer().substring(0, field.pointer().lastIndexOf('/'));
    damage.accept((ObjectNode) tree.at(parent), field.component().getName());
    return Samples.JSON.writeValueAsString(tree);
  }
}
