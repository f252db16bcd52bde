package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  private static final byte[] OLD = "11111111111111111111111111111111".getBytes(UTF_8);
  private static final byte[] NEW = "22222222222222222222222222222222".getBytes(UTF_8);
  private static final OrderKey ORDER = new OrderKey("gala-2026",
      UUID.fromString("018bcfe5-6800-7000-8000-000000000001"));

  private final References references = new References(List.of(OLD));

  @Test
  void a_reference_is_the_same_every_time_and_opens_for_its_account() {
    var reference = references.sign(ORDER, "alice");

    assertThat(references.sign(ORDER, "alice")).isEqualTo(reference);
    assertThat(references.open(reference, "alice")).contains(ORDER);
    assertThat(references.open(reference, "bob")).isEmpty();
  }

  @Test
  void its_first_16_bytes_are_the_order() {
    var bytes = Base64.getUrlDecoder().decode(references.sign(ORDER, "alice"));

    assertThat(bytes).startsWith(1, 0x8b, 0xcf, 0xe5, 0x68, 0, 0x70, 0, 0x80)
        .hasSize(16 + ORDER.eventId().length() + 16);
  }

  @Test
  void no_changed_byte_opens() {
    var bytes = Base64.getUrlDecoder().decode(references.sign(ORDER, "alice"));
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      assertThat(references.open(spell(bytes), "alice")).as("byte %d", i).isEmpty();
      bytes[i] ^= 1;
    }
    assertThat(references.open(spell(bytes), "alice")).isPresent();
  }

  @Test
  void another_spelling_of_the_same_bytes_does_not_open() {
    var reference = references.sign(new OrderKey("ab", ORDER.orderId()), "alice");
    var last = reference.charAt(reference.length() - 1);
    var sameBytes = reference.substring(0, reference.length() - 1) + (char) (last + 1);

    assertThat(Base64.getUrlDecoder().decode(sameBytes))
        .isEqualTo(Base64.getUrlDecoder().decode(reference));
    assertThat(references.open(sameBytes, "alice")).isEmpty();
    assertThat(references.open(reference + "=", "alice")).isEmpty();
  }

  @Test
  void rubbish_does_not_open() {
    for (var rubbish : List.of("", "x", "ä", "A".repeat(43), "A".repeat(500))) {
      assertThat(references.open(rubbish, "alice")).isEmpty();
    }
  }

  @Test
  void the_key_can_be_rotated() {
    var old = references.sign(ORDER, "alice");
    var rotated = new References(List.of(NEW, OLD));

    assertThat(rotated.open(old, "alice")).contains(ORDER);
    assertThat(rotated.sign(ORDER, "alice"))
        .isEqualTo(new References(List.of(NEW)).sign(ORDER, "alice"))
        .isNotEqualTo(old);
    assertThat(new References(List.of(NEW)).open(old, "alice")).isEmpty();
  }

  private static String spell(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
