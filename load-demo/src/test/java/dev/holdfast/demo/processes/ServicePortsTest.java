package dev.holdfast.demo.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ServicePortsTest {

  @Test
  void a_busy_port_is_named() throws Exception {
    var ports = ServicePorts.free();

    try (var _ = new ServerSocket(ports.api() + 2)) {
      assertThatThrownBy(() -> ServicePorts.from(ports.api())).isInstanceOf(Trouble.class)
          .hasMessageContaining("Port %d is in use".formatted(ports.api() + 2));
    }
  }

  @Test
  void every_service_has_a_port_of_its_own() {
    var ports = new ServicePorts(8080);

    var all = new HashSet<>(Arrays.stream(Service.values()).map(ports::management).toList());

    assertThat(all).hasSize(3).doesNotContain(8080);
  }
}
