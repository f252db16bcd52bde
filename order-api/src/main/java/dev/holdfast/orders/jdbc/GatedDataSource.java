package dev.holdfast.orders.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets at most as many virtual threads to the pool as it has connections for them. In front of the
 * pool's own queue thousands of virtual threads would spin (HikariCP #2398); the projection, on
 * platform threads, always finds a connection.
 */
class GatedDataSource extends DelegatingDataSource {

  private static final long PATIENCE_MILLIS = 3_000;

  private final Semaphore gate;

  GatedDataSource(DataSource pool, int permits) {
    super(pool);
    this.gate = new Semaphore(permits);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!Thread.currentThread().isVirtual()) {
      return super.getConnection();
    }
    enter();
    try {
      return leavingOnClose(super.getConnection());
    } catch (SQLException | RuntimeException e) {
      gate.release();
      throw e;
    }
  }

  private void enter() throws SQLException {
    try {
      if (!gate.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException("No database connection came free in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
    }
  }

  private Connection leavingOnClose(Connection connection) {
    var left = new AtomicBoolean();
    return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
        new Class<?>[]{Connection.class}, (_, method, arguments) -> {
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          } finally {
            if (method.getName().equals("close") && left.compareAndSet(false, true)) {
              gate.release();
            }
          }
        });
  }
}
