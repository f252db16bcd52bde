package dev.holdfast.simulation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.stage.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/simulation.md names every mutation, fault and invariant, and says what is tested. */
class SimulationPageTest {

  private static final Pattern MUTATION = Pattern.compile(
      "^\\| `(\\w+)` \\| [^|]+ \\| (\\w+) \\| `\\./holdfast simulate --mutation (\\w+)` \\|$",
      Pattern.MULTILINE);
  private static final Pattern OTHER =
      Pattern.compile("^\\| `?([a-z_]+(?=`)|[A-Z_\\d]+)`? \\| [^|]+ \\|$", Pattern.MULTILINE);

  private static String page = "";

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("..", "docs", "simulation.md"));
  }

  @Test
  void each_mutation_stands_there_with_what_catches_it_and_its_command() {
    var rows = MUTATION.matcher(page).results().toList();

    assertThat(rows).allSatisfy(row -> assertThat(row.group(3)).isEqualTo(row.group(1)));
    assertThat(rows.stream()
        .collect(toMap(row -> mutation(row.group(1)), row -> Invariant.valueOf(row.group(2)))))
        .isEqualTo(Arrays.stream(Mutation.values())
            .collect(toMap(identity(), SimulationTest::catches)));
  }

  @Test
  void each_fault_and_each_invariant_stands_there() {
    var named = OTHER.matcher(page).results().map(row -> row.group(1)).toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(Stream
        .concat(Arrays.stream(Fault.values()).map(SimulationPageTest::small),
            Arrays.stream(Invariant.values()).map(Enum::name))
        .toList());
  }

  private static String small(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Mutation mutation(String written) {
    return Mutation.valueOf(written.toUpperCase(Locale.ROOT));
  }
}
