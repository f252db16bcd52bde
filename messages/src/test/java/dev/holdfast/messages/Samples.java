package dev.holdfast.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON sample of every wire name, and every message type there is. */
final class Samples {

  // Escaped, because half a surrogate pair would not survive UTF-8.
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Samples() {}

  static byte[] bytes(WireName name) {
    try (var in = Samples.class.getResourceAsStream("/samples/" + name.wire() + ".json")) {
      if (in == null) {
        throw new IllegalStateException("No sample of " + name.wire());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode tree(WireName name) {
    return (ObjectNode) JSON.readTree(bytes(name));
  }

  /** Every record a topic can carry, found by walking the sealed interfaces. */
  static Stream<Class<?>> types() {
    return permitted(Message.class);
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Samples::permitted).distinct()
        : Stream.of(type);
  }
}
