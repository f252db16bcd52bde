package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenTest {

  @Test
  void the_etag_tells_incarnation_and_version() {
    assertThat(Seen.of("HELD", "\"2-7\"")).isEqualTo(new Seen("HELD", 2, 7));
    assertThat(Seen.of("HELD", "W/\"2-7\"")).isEqualTo(new Seen("HELD", 2, 7));
    assertThat(Seen.of("PENDING", "\"0\"")).isEqualTo(Seen.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"PENDING,0,0, HELD,1,1", "PENDING,0,0, EXPIRED,1,2", "HELD,1,1, HELD,1,1",
      "HELD,1,1, HELD,1,2", "HELD,1,1, CONFIRMED,1,2", "HELD,1,1, EXPIRED,1,2",
      "HELD,1,1, CANCELLED,1,4", "EXPIRED,1,2, CONFIRMED,1,3", "EXPIRED,1,2, EXPIRED,1,3",
      "REJECTED,1,1, REJECTED,1,2", "CONFIRMED,1,9, HELD,2,1"})
  void an_order_goes_forwards(
      String from,
      int incarnation,
      int version,
      String to,
      int nextIncarnation,
      int nextVersion) {
    assertThat(new Seen(from, incarnation, version)
        .forbids(new Seen(to, nextIncarnation, nextVersion))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"HELD,1,1, PENDING,0,0", "HELD,1,2, HELD,1,1", "HELD,1,1, CONFIRMED,1,1",
      "HELD,1,1, REJECTED,1,2", "CONFIRMED,1,2, CANCELLED,1,3", "REJECTED,1,1, HELD,1,2",
      "CANCELLED,1,2, CONFIRMED,1,3", "EXPIRED,1,2, HELD,1,3", "HELD,2,1, HELD,1,5"})
  void an_order_never_goes_backwards_or_astray(
      String from,
      int incarnation,
      int version,
      String to,
      int nextIncarnation,
      int nextVersion) {
    assertThat(new Seen(from, incarnation, version)
        .forbids(new Seen(to, nextIncarnation, nextVersion))).isTrue();
  }
}
