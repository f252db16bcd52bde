package dev.holdfast.orders.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Database {

  /** What the gate leaves to the projection and to the look-outs. */
  private static final int KEPT_BACK = 4;

  @Bean
  static BeanPostProcessor gateBeforeThePool() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool
            ? new GatedDataSource(pool, Math.max(1, pool.getMaximumPoolSize() - KEPT_BACK))
            : bean;
      }
    };
  }
}
