package dev.holdfast.simulation;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.DecideBatch;
import dev.holdfast.decisions.PrepareShards;
import dev.holdfast.expiry.ReleaseDueHolds;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.orders.ProjectResults;
import dev.holdfast.orders.Waiting;
import dev.holdfast.simulation.store.SimulatedTransactions;
import dev.holdfast.simulation.world.Playing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * The real use cases with their own {@code @Transactional}, on simulated ports and transactions.
 */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
@ConfigurationPropertiesScan("dev.holdfast.expiry")
@Import({DecideBatch.class, AnnounceResults.class, PrepareShards.class, RecordMoves.class,
    ReleaseDueHolds.class, ProjectResults.class, Waiting.class})
@ComponentScan("dev.holdfast.simulation.ports")
@ComponentScan(basePackages = {"dev.holdfast.decisions",
    "dev.holdfast.orders"}, useDefaultFilters = false, includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "dev\\.holdfast\\.(decisions\\.Desks|orders\\.LiveOrders)"))
class Wiring {

  @Bean
  Playing playing() {
    return new Playing();
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  PlatformTransactionManager transactions(Playing playing) {
    return new SimulatedTransactions(() -> playing.world().database());
  }
}
