package dev.holdfast.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void the_median_of_an_odd_number_of_rounds_is_the_one_in_the_middle() {
    var figure = new Figure("ms", List.of(9.0, 1.0, 4.0));

    assertThat(figure.median()).isEqualTo(4);
    assertThat(figure.min()).isEqualTo(1);
    assertThat(figure.max()).isEqualTo(9);
  }

  @Test
  void the_median_of_an_even_number_of_rounds_lies_between_the_two_in_the_middle() {
    assertThat(new Figure("ms", List.of(9.0, 1.0, 4.0, 6.0)).median()).isEqualTo(5);
  }

  @Test
  void a_figure_without_a_round_is_refused() {
    assertThatThrownBy(() -> new Figure("ms", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_ratio_compares_each_round_with_the_same_round_of_the_other() {
    var series = new Series();
    series.add("engine", 100);
    series.add("row lock", 10);
    series.add("engine", 60);
    series.add("row lock", 3);

    assertThat(series.ratio("engine", "row lock").runs()).containsExactly(10.0, 20.0);
  }
}
