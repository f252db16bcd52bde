package dev.holdfast.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is checked is what the message of the exception says. */
class FormTest {

  private static final List<Form> FORMS = List.of(
      Form.of("A-Z", "a-z", "0-9", "_", "-").times(1, 64),
      Form.of("A-Z").times(3, 3));

  static Stream<String> texts() {
    var characters = IntStream.range(0, 0x180).mapToObj(Character::toString);
    var lengths = IntStream.of(0, 2, 3, 4, 63, 64, 65).mapToObj("E"::repeat);
    return Stream.of(characters, lengths, Stream.of("EuR", "EU ", "a-b_C9", "a.b", "EUR\n", "ＥＵＲ"))
        .flatMap(texts -> texts);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_form_takes_what_its_expression_takes(String text) {
    for (var form : FORMS) {
      assertThat(form.matches(text)).as("%s and \"%s\"", form, text)
          .isEqualTo(Pattern.matches(form.toString(), text));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void an_event_id_is_what_its_form_says(String text) {
    for (var id : List.of(text, "-" + text, "a" + text, text.toLowerCase(java.util.Locale.ROOT))) {
      assertThat(EventId.isOne(id)).as("\"%s\"", id)
          .isEqualTo(Pattern.matches(EventId.FORM, id));
    }
  }

  @Test
  void nothing_has_no_form() {
    assertThat(FORMS).noneMatch(form -> form.matches(null));
    assertThat(EventId.isOne(null)).isFalse();
  }
}
