package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.localstack.StackSettings.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StackSettingsTest {

  @TempDir
  private Path directory;

  @Test
  void a_busy_port_is_refused_by_its_number() throws IOException {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = StackSettings.in(directory).onPorts(0, busy.getLocalPort());

      assertThatThrownBy(() -> LocalStack.start(settings)).isInstanceOf(StackException.class)
          .hasMessageContaining(
              "Port %d, wanted for Kafka, is in use".formatted(busy.getLocalPort()))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_holder_of_a_busy_port_is_named() throws IOException {
    try (var busy = new ServerSocket(0)) {
      var settings = StackSettings.in(directory).onPorts(busy.getLocalPort(), 0);

      assertThatThrownBy(() -> LocalStack.start(settings)).isInstanceOf(StackException.class)
          .hasMessageContaining("(pid %d)".formatted(ProcessHandle.current().pid()));
    }
  }

  @Test
  void what_cannot_be_is_refused() {
    var settings = StackSettings.in(directory);

    assertThatThrownBy(() -> settings.onPorts(-1, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> settings.onPorts(0, 65_536)).hasMessageContaining("65536");
    assertThatThrownBy(() -> settings.on(Engine.EMBEDDED).keepingState().on(Engine.DOCKER))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("keep no state");
  }
}
