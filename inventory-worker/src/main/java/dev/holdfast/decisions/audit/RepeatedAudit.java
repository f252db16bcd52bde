package dev.holdfast.decisions.audit;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Report;
import dev.holdfast.audit.TopicsAudit;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Audits the inventory and both topics again and again, in a thread and on connections of its own:
 * what decides and announces never waits for it.
 */
@Component
class RepeatedAudit implements SmartLifecycle, Runnable {

  private static final Logger log = LoggerFactory.getLogger(RepeatedAudit.class);

  // A statement on the topics' behalf may take a minute.
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final JdbcConnectionDetails database;
  private final KafkaAdmin kafka;
  private final AuditSettings settings;
  private final InvariantGauges gauges;
  private volatile @Nullable Thread thread;

  RepeatedAudit(
      JdbcConnectionDetails database, KafkaAdmin kafka, AuditSettings settings,
      MeterRegistry registry) {
    this.database = database;
    this.kafka = kafka;
    this.settings = settings;
    gauges = new InvariantGauges(registry, System::nanoTime);
  }

  @Override
  public void run() {
    var auditor = auditor();
    try (var turn = new AuditTurn(auditor)) {
      while (isRunning()) {
        TimeUnit.MILLISECONDS.sleep(settings.every().toMillis());
        tryToAudit(auditor, turn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      log.debug("The connection of the audit did not close", e);
    }
  }

  private void tryToAudit(DataSource auditor, AuditTurn turn) {
    try {
      if (turn.take()) {
        audit(auditor);
      } else {
        gauges.clear();
      }
    } catch (SQLException | RuntimeException | Error e) {
      // The next try may do better; meanwhile the age of the gauges tells that it did not.
      if (isRunning()) {
        log.atWarn().addKeyValue("why", e.getMessage()).log("Could not audit");
      }
    }
  }

  private void audit(DataSource auditor) {
    var options = AuditOptions.whateverIsGoingOn()
        .withExpiryRunning()
        .within(settings.sla())
        .atPercent(settings.percent())
        .lookingAtMost(settings.longestLook());
    // What the tables say does not wait until the topics are read.
    var tables = Audit.runPermitted(auditor, options);
    gauges.showTables(tables);
    tell(tables);
    var topics = TopicsAudit.run(auditor, kafka.getConfigurationProperties(), options);
    gauges.showTopics(topics);
    tell(topics);
    log.atInfo().addKeyValue("broken", tables.and(topics).broken()).log("Audited");
  }

  private static void tell(Report report) {
    report.findings().forEach(RepeatedAudit::tell);
    for (var omission : report.omissions()) {
      log.atWarn()
          .addKeyValue("invariant", omission.invariant())
          .addKeyValue("times", omission.count())
          .addKeyValue("examples", omission.examples())
          .log("Not audited: {}", omission.what());
    }
  }

  private static void tell(Finding finding) {
    log.atError()
        .addKeyValue("invariant", finding.invariant())
        .addKeyValue("violations", finding.count())
        .addKeyValue("examples", finding.examples())
        .log("Invariant broken: {}", finding.what());
  }

  DataSource auditor() {
    boolean own = settings.username() == null;
    var auditor = new DriverManagerDataSource(database.getJdbcUrl());
    var properties = new Properties();
    // A server that answers nothing any more ends the audit; the next one begins anew.
    var silence = settings.longestLook().plus(MARGIN);
    properties.putAll(Map.of("ApplicationName", "inventory-worker audit",
        "connectTimeout", "3", "socketTimeout", Long.toString(silence.toSeconds()),
        "tcpKeepAlive", "true"));
    auditor.setConnectionProperties(properties);
    auditor.setUsername(own ? database.getUsername() : settings.username());
    auditor.setPassword(own ? database.getPassword() : settings.password());
    return auditor;
  }

  @Override
  public void start() {
    if (settings.every().isPositive()) {
      var started = Thread.ofPlatform().name("audit").daemon().unstarted(this);
      thread = started;
      started.start();
    }
  }

  @Override
  public void stop() {
    var stopped = thread;
    thread = null;
    if (stopped != null) {
      stopped.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
