package dev.holdfast.demo;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.demo.access.RunFile;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.AuditJson;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report here as well.")
  @Nullable
  private Path json;

  @Override
  public Integer call() {
    var options = AuditOptions.whateverIsGoingOn().withExpiryRunning();
    var report = Audit.run(database(), drained ? options.whenDrained() : options);
    if (json != null) {
      AuditJson.write(report, json);
    }
    if (spec != null) {
      spec.commandLine().getOut().println(report);
    }
    return report.clean() ? 0 : Holdfast.FAILED;
  }

  private DataSource database() {
    if (jdbcUrl != null) {
      return Auditor.at(jdbcUrl, user);
    }
    var running = RunFile.ofRunning(Home.ofThisProgram().runFile());
    if (running == null) {
      throw new Trouble("Nothing is running here: start it with ./holdfast up, or name a database "
          + "with --jdbc-url");
    }
    return Auditor.at(running.jdbcUrl(), user);
  }
}
