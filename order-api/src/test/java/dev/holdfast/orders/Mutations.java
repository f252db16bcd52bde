package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ways to spoil text, JSON and bytes. */
final class Mutations {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> NASTY =
      List.of("", " ", "\t", "\0", "%00", "%", "%zz", "%2e%2e",
          "..", "/", "//", ";", ";%zz", "?", "#", "ä", "💥", "\uFFFF", "a".repeat(70),
          "a".repeat(3_000),
          "'; --",
          "${7*7}", "{{7*7}}", "-1", "0", "1", "2147483648", "9223372036854775808", "1e309", "0x10",
          "NaN", "null", "true", "[]", "{}", "*", "\"", "\"x\"", "W/\"1\"", "2026-13-45T99:99:99Z",
          "+999999999-12-31T23:59:59Z", "AAAA", "=", "bearer", "Bearer ", "Bearer a.b.c", "a,b,c",
          "text/html", "application/json;charset=utf-16", "gzip", "chunked", "100-continue", "h2c",
          "bytes=0-1", "https://example.org");

  private static final List<String> NASTY_JSON = List.of("null", "true", "0", "-1", "1.5", "1e400",
      "99999999999999999999", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"1\"", "[]", "[1]",
      "{}",
      "{\"a\":{\"a\":1}}", "\"" + "x".repeat(500) + "\"", "\"💥\"", "\"9999-12-31T23:59:59Z\"",
      "\"+1000000000-01-01T00:00:00Z\"", "[".repeat(900) + "]".repeat(900));

  private final Random chance;

  Mutations(Random chance) {
    this.chance = chance;
  }

  boolean happens(int percent) {
    return chance.nextInt(100) < percent;
  }

  <T> T any(List<T> choices) {
    return choices.get(chance.nextInt(choices.size()));
  }

  /** Instead of {@code text}: something nasty, or the text with something nasty in it. */
  String spoil(String text) {
    var at = chance.nextInt(text.length() + 1);
    return switch (chance.nextInt(4)) {
      case 0 -> any(NASTY);
      case 1 -> text.substring(0, at) + any(NASTY) + text.substring(at);
      case 2 -> text.substring(0, at);
      default -> text + text;
    };
  }

  /** Spoils one field of a JSON object, also within objects; or what is no object, anyhow. */
  String spoilJson(String json) {
    var tree = object(json);
    if (tree == null || tree.isEmpty() || happens(10)) {
      return spoil(json);
    }
    var at = tree;
    var name = any(List.copyOf(at.propertyNames()));
    while (at.get(name) instanceof ObjectNode inner && !inner.isEmpty() && happens(80)) {
      at = inner;
      name = any(List.copyOf(at.propertyNames()));
    }
    switch (chance.nextInt(4)) {
      case 0 -> at.remove(name);
      case 1 -> at.put(any(List.of("status", "accountId", "__proto__", "", "id")), 1);
      case 2 -> at.put(name, spoil(at.get(name).asString("")));
      default -> {
        // As text, for it may be no number that a tree can hold.
        at.put(name, "@@@");
        return JSON.writeValueAsString(tree).replace("\"@@@\"", any(NASTY_JSON));
      }
    }
    return JSON.writeValueAsString(tree);
  }

  private static @Nullable ObjectNode object(String json) {
    try {
      return JSON.readTree(json) instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Flips, cuts, doubles or inserts bytes; now and then all of them are new. */
  byte[] damage(byte[] whole) {
    var bytes = whole.clone();
    for (int damage = chance.nextInt(4); damage >= 0 && bytes.length > 0; damage--) {
      var at = chance.nextInt(bytes.length);
      bytes = switch (chance.nextInt(6)) {
        case 0 -> Arrays.copyOf(bytes, at);
        case 1 -> spliced(bytes, at, at, any(NASTY).getBytes(UTF_8));
        case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, bytes.length));
        case 3 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + chance.nextInt(20)),
            new byte[0]);
        case 4 -> happens(10) ? random() : bytes;
        default -> {
          bytes[at] = (byte) chance.nextInt(256);
          yield bytes;
        }
      };
    }
    return bytes;
  }

  private byte[] random() {
    var bytes = new byte[chance.nextInt(300)];
    chance.nextBytes(bytes);
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
    var spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + instead.length);
    System.arraycopy(instead, 0, spliced, from, instead.length);
    System.arraycopy(bytes, to, spliced, from + instead.length, bytes.length - to);
    return spliced;
  }
}
