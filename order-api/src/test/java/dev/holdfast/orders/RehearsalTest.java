package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.localstack.LocalStack;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void it_practises_before_it_is_ready_and_nothing_of_it_reaches_the_log() {
    var stack = LocalStack.shared();
    try (var inventory = new Inventory(Api.shared().stack().bootstrapServers())) {
      var before = requests(inventory);

      try (var api = Api.start(stack, "holdfast.rehearsal=1s")) {
        var metrics = Api.get(api.managementUrl("/actuator/prometheus")).body();

        assertThat(metrics).containsPattern(
            "http_server_requests_seconds_count\\{.*status=\"404\",uri=\"/v1/events/\\{eventId}/orders\"");
        assertThat(metrics).containsPattern(
            "http_server_requests_seconds_count\\{.*status=\"200\",uri=\"/v1/orders/\\{ref}\"");
      }
      assertThat(requests(inventory)).isEqualTo(before);
    }
  }

  private static long requests(Inventory inventory) {
    return IntStream.range(0, Api.SHARDS).mapToLong(inventory::endOfRequests).sum();
  }
}
