package dev.holdfast.demo;

import dev.holdfast.demo.access.TokenMint;
import dev.holdfast.demo.processes.Target;
import dev.holdfast.demo.processes.Trouble;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name a system which is running already; all three or none. */
final class RunningSystemOptions {

  @Option(names = "--api", required = true, paramLabel = "URL", description = "Use a running system: its order-api, such as http://localhost:8080.")
  @Nullable
  private URI api;

  @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT", description = "Its Kafka.")
  private String bootstrapServers = "";

  @Option(names = "--jdbc-url", required = true, paramLabel = "URL", description = "Its database, read as \"auditor\" (password: HOLDFAST_AUDITOR_PASSWORD).")
  private String jdbcUrl = "";

  Target target() {
    if (api == null || !"http".equals(api.getScheme()) || api.getHost() == null) {
      throw new Trouble("--api must be an http:// address: " + api);
    }
    return new Target(api, Auditor.at(jdbcUrl), bootstrapServers,
        new TokenMint(TokenKey.fromEnvironment()));
  }
}
