package dev.holdfast.inventory;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Use cases and tables as one role of a database sees them, with real transactions. */
public final class InventoryContext implements AutoCloseable {

  private final HikariDataSource pool = new HikariDataSource();
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  /** With beans of {@code more} besides the inventory's own tables. */
  public InventoryContext(InventoryDatabase database, String role, Class<?>... more) {
    pool.setJdbcUrl(database.url());
    pool.setUsername(role);
    pool.setMaximumPoolSize(6);
    pool.setMinimumIdle(0);
    context.registerBean(DataSource.class, () -> pool);
    context.register(Beans.class);
    for (var configuration : more) {
      context.register(configuration);
    }
    context.refresh();
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Runs {@code work} in one transaction. */
  public void inTransaction(Runnable work) {
    new TransactionTemplate(get(PlatformTransactionManager.class))
        .executeWithoutResult(status -> work.run());
  }

  @Override
  public void close() {
    context.close();
    pool.close();
  }

  /** What Spring Boot configures in the workers. */
  @EnableTransactionManagement(proxyTargetClass = true)
  @ComponentScan("dev.holdfast.inventory")
  static class Beans {

    @Bean
    InstantSource clock() {
      return InstantSource.system();
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
      return new JdbcTemplate(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate template) {
      return JdbcClient.create(template);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }
  }
}
