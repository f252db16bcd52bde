package dev.holdfast.campaign.inside;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.TransactionExecutionListener;

/** What joins a service's own beans. */
@AutoConfiguration
class Inside {

  @Bean
  TransactionExecutionListener commits() {
    return new Commits();
  }

  @Bean
  @Primary
  InstantSource movableClock() {
    return new MovableClock();
  }
}
