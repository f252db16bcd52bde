package dev.holdfast.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {

  private final MessageCodec codec = new MessageCodec("/holdfast/test");

  @Test
  void every_message_type_has_exactly_one_wire_name() {
    var named = Arrays.stream(WireName.values()).map(WireName::type).toList();

    assertThat(Samples.types()).allMatch(Class::isRecord)
        .containsExactlyInAnyOrderElementsOf(named);
    assertThat(Arrays.stream(WireName.values()).map(WireName::wire)).doesNotHaveDuplicates()
        .allMatch(wire -> wire.matches("[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*"));
  }

  @ParameterizedTest
  @EnumSource
  void a_sample_becomes_its_record_and_the_same_json_again(WireName name) throws Exception {
    var message = codec.read(name.wire(), Samples.bytes(name));

    assertThat(message).isInstanceOf(name.type());
    assertThat(WireName.of(message)).isEqualTo(name);
    assertThat(Samples.JSON.readTree(codec.write(message))).isEqualTo(Samples.tree(name));
  }

  @ParameterizedTest
  @EnumSource
  void a_sample_says_every_field_optional_ones_included(WireName name) {
    var fields = Arrays.stream(name.type().getRecordComponents())
        .map(component -> component.getName())
        .toList();

    assertThat(Samples.tree(name).propertyNames()).containsExactlyElementsOf(fields);
  }

  @ParameterizedTest
  @EnumSource
  void fields_added_later_are_ignored(WireName name) throws Exception {
    var later = Samples.tree(name).put("addedLater", "x");
    later.putObject("alsoAdded").put("deep", 1);

    var message = codec.read(name.wire(), later.toString()
        .getBytes(
            java.nio.charset.StandardCharsets.UTF_8));

    assertThat(message).isEqualTo(codec.read(name.wire(), Samples.bytes(name)));
  }
}
