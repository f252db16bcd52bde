package dev.holdfast.orders.jdbc;

import dev.holdfast.orders.Progress;
import dev.holdfast.orders.Settings;
import dev.holdfast.orders.Waiting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears, on a connection of its own, that views have changed, and wakes who waits for them. Without
 * a connection, and at times besides, everybody is woken to look for himself.
 */
@Component
class ViewSignal implements SmartLifecycle, Runnable {

  private static final Logger log = LoggerFactory.getLogger(ViewSignal.class);
  private static final int PAUSE_MILLIS = 1_000;
  private static final int ANSWER_SECONDS = 3;

  private final JdbcConnectionDetails database;
  private final Progress progress;
  private final Waiting waiting;
  private final Instance instance;
  private final Duration lookEvery;
  private volatile @Nullable Thread thread;

  ViewSignal(
      JdbcConnectionDetails database,
      Progress progress,
      Waiting waiting,
      Instance instance,
      Settings settings) {
    this.database = database;
    this.progress = progress;
    this.waiting = waiting;
    this.instance = instance;
    this.lookEvery = settings.lookEvery();
  }

  @Override
  public void run() {
    while (isRunning()) {
      try (var connection = connect()) {
        try (var statement = connection.createStatement()) {
          statement.execute("LISTEN order_views");
        }
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        // Whatever it is, the next try may do better: without this thread nobody is woken any more.
        if (isRunning()) {
          log.atWarn().addKeyValue("why", e.getMessage()).log("Lost the signal of the views");
        }
      }
      waiting.lookAround();
      lookForProgress();
      pause();
    }
  }

  private void listen(Connection connection) throws SQLException {
    waiting.lookAround();
    lookForProgress();
    var lookedAt = System.nanoTime();
    while (isRunning()) {
      if (System.nanoTime() - lookedAt >= lookEvery.toNanos()) {
        waiting.lookAround();
        lookForProgress();
        lookedAt = System.nanoTime();
      }
      for (var notification : heard(connection)) {
        hear(notification.getParameter());
      }
    }
  }

  private static PGNotification[] heard(Connection connection) throws SQLException {
    var notifications = connection.unwrap(PGConnection.class).getNotifications(PAUSE_MILLIS);
    if (notifications != null && notifications.length > 0) {
      return notifications;
    }
    // Silence may be a cut line: getNotifications would look at it for ever.
    if (!connection.isValid(ANSWER_SECONDS)) {
      throw new SQLException("The database does not answer");
    }
    return new PGNotification[0];
  }

  private void hear(String announcement) {
    var parts = announcement.split(":", 3);
    var shard = Integer.parseInt(parts[0]);
    progress.heard(shard, Long.parseLong(parts[1]));
    if (parts.length < 3 || !parts[2].equals(instance.id())) {
      waiting.wake(shard);
    }
  }

  private void lookForProgress() {
    try {
      progress.look();
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("No view to look at");
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", orEmpty(database.getUsername()));
    properties.setProperty("password", orEmpty(database.getPassword()));
    properties.setProperty("ApplicationName", "order-api signal");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(database.getJdbcUrl(), properties);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    var started = Thread.ofPlatform().name("view-signal").daemon().unstarted(this);
    thread = started;
    started.start();
  }

  @Override
  public void stop() {
    var stopped = thread;
    thread = null;
    if (stopped != null) {
      stopped.interrupt();
    }
  }

  /** Until the web server has stopped somebody may ask how far a shard is. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 2;
  }

  @Override
  public boolean isRunning() {
    return thread != null && !Thread.currentThread().isInterrupted();
  }
}
