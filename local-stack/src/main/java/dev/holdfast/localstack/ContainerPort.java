package dev.holdfast.localstack;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;

/** Publishes a container's port under a number that outlives a restart of the container. */
final class ContainerPort {

  private ContainerPort() {}

  /** On the loopback address only: inside, everybody is let in. */
  static void publish(GenericContainer<?> container, int inside, int outside) {
    container.withExposedPorts(inside);
    container.withCreateContainerCmdModifier(
        command -> Objects.requireNonNull(command.getHostConfig())
            .withPortBindings(
                new PortBinding(
                    Binding.bindIpAndPort("127.0.0.1", outside), ExposedPort.tcp(inside))));
  }
}
