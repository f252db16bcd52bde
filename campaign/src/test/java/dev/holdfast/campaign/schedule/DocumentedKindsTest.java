package dev.holdfast.campaign.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedKindsTest {

  private static final String HEAD = "| fault | is | meanwhile |";

  @Test
  void the_page_says_of_every_kind_what_is_expected_and_of_no_other() throws Exception {
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(
        Stream.of(Kind.values()).map(Kind::words).toList());
  }

  private static Stream<String> documented() throws Exception {
    return Files.readAllLines(Path.of("..", "docs", "campaign.md"))
        .stream()
        .dropWhile(line -> !line.startsWith(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(row -> Arrays.stream(row.split("[|]", -1)[1].strip().split(", ", -1)));
  }
}
