package dev.holdfast.demo.processes;

import dev.holdfast.demo.access.Keys;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * What one service is told: environment variables, among them its ports.
 *
 * @param ready answers 200 once the service is ready
 */
record ServiceSettings(Map<String, String> environment, URI ready) {

  ServiceSettings {
    environment = Map.copyOf(environment);
  }

  /** What every service must know. */
  static ServiceSettings of(
      Service service,
      ServicePorts ports,
      Keys keys,
      String jdbcUrl,
      String bootstrapServers) {
    var environment = new HashMap<String, String>();
    int management = ports.management(service);
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    environment.put("SPRING_DATASOURCE_URL", jdbcUrl);
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    if (service == Service.ORDER_API) {
      environment.put("SERVER_PORT", Integer.toString(ports.api()));
      environment.put("HOLDFAST_PAY_MARGIN", "0s");
      environment.putAll(keys.environment());
    }
    return new ServiceSettings(environment,
        URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(management)));
  }

  /** The same, and more. */
  ServiceSettings with(Map<String, String> more) {
    var all = new HashMap<>(environment);
    all.putAll(more);
    return new ServiceSettings(all, ready);
  }
}
