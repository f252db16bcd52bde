package dev.holdfast.demo;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.ClientsAudit;
import dev.holdfast.audit.Report;
import dev.holdfast.audit.TopicsAudit;
import dev.holdfast.demo.access.RunFile;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.AuditJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./holdfast audit}: is every promise kept in the running system? */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Audits the system of ./holdfast up, or the database that is named. Exit code 1 "
    + "if a promise is broken.")
final class AuditCommand implements Callable<Integer> {

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--jdbc-url", paramLabel = "URL", description = "A database, such as jdbc:postgresql://localhost:5432/holdfast (password: "
      + "HOLDFAST_AUDITOR_PASSWORD).")
  @Nullable
  private String jdbcUrl;

  @Option(names = "--user", defaultValue = Auditor.ROLE, paramLabel = "ROLE", description = "Who looks (${DEFAULT-VALUE}).")
  private String user = Auditor.ROLE;

  @Option(names = "--drained", description = "Nothing is on its way: check also that views and inventory are equal.")
  private boolean drained;

  @Option(names = "--sla", paramLabel = "TIME", description = "What is not decided, announced, shown or released after that time is a "
      + "violation, such as 30s.")
  @Nullable
  private Duration sla;

  @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "The Kafka beside the named database: both topics are audited as well.")
  @Nullable
  private String bootstrapServers;

  @Option(names = "--kafka-config", paramLabel = "FILE", description = "How that Kafka lets the auditor in: client properties, such as sasl.jaas.config.")
  @Nullable
  private Path kafkaConfig;

  @Option(names = "--client-ledger", paramLabel = "FILE", description = "What clients were told, as demo --client-ledger writes it; needs the Kafka.")
  @Nullable
  private Path clientLedger;

  @Option(names = "--percent", defaultValue = "100", paramLabel = "N", description = "Work at most that part of the time, and rest between (${DEFAULT-VALUE}); 5 is "
      + "for a busy system.")
  private int percent = 100;

  @Option(names = "--longest-look", defaultValue = "5m", paramLabel = "TIME", description = "Leave out, and say so, what takes longer at one shard (${DEFAULT-VALUE}).")
  private Duration longestLook = AuditOptions.LONGEST_LOOK;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report here as well.")
  @Nullable
  private Path json;

  @Override
  public Integer call() {
    var report = audit(options());
    if (json != null) {
      AuditJson.write(report, json);
    }
    command().commandLine().getOut().println(report);
    return report.clean() ? 0 : Holdfast.FAILED;
  }

  private AuditOptions options() {
    if (percent < 1 || percent > 100) {
      throw refusal("--percent must be 1 to 100, but is " + percent);
    }
    if (sla != null && !sla.isPositive()) {
      throw refusal("--sla must be longer than nothing");
    }
    if (longestLook.toMillis() < 1) {
      throw refusal("--longest-look must be longer than nothing");
    }
    var options = AuditOptions.whateverIsGoingOn()
        .withExpiryRunning()
        .atPercent(percent)
        .lookingAtMost(longestLook);
    options = drained ? options.whenDrained() : options;
    return sla == null ? options : options.within(sla);
  }

  private Report audit(AuditOptions options) {
    var url = jdbcUrl;
    var kafka = bootstrapServers;
    if (url == null) {
      var running = running();
      url = running.jdbcUrl();
      kafka = running.bootstrapServers();
    }
    var database = Auditor.patientlyAt(url, user, longestLook);
    if (kafka == null && clientLedger != null) {
      throw refusal("--client-ledger needs --bootstrap-servers");
    }
    if (clientLedger != null && !Files.isReadable(clientLedger)) {
      throw refusal("--client-ledger can't be read: " + clientLedger);
    }
    var report = Audit.run(database, options);
    if (kafka == null) {
      return report;
    }
    var settings = kafkaSettings(kafka);
    report = report.and(TopicsAudit.run(database, settings, options));
    return clientLedger == null
        ? report
        : report.and(ClientsAudit.run(database, settings, clientLedger, options));
  }

  private static RunFile running() {
    var running = RunFile.ofRunning(Home.ofThisProgram().runFile());
    if (running == null) {
      throw new Trouble("Nothing is running here: start it with ./holdfast up, or name a database "
          + "with --jdbc-url");
    }
    return running;
  }

  private Map<String, Object> kafkaSettings(String bootstrap) {
    var settings = new HashMap<String, Object>();
    if (kafkaConfig != null) {
      var properties = new Properties();
      try (var file = Files.newBufferedReader(kafkaConfig)) {
        properties.load(file);
      } catch (IOException e) {
        throw refusal("--kafka-config can't be read: " + kafkaConfig);
      }
      properties.stringPropertyNames()
          .forEach(name -> settings.put(name, properties.getProperty(name)));
    }
    settings.put("bootstrap.servers", bootstrap);
    return settings;
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return spec;
  }
}
