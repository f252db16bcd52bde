package dev.holdfast.campaign.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OperatorTest {

  private final Operator operator =
      new Operator(LocalStack.shared().dataSource("postgres", "postgres"));

  @Test
  void help_that_comes_too_early_is_tried_again() throws Exception {
    var tries = new AtomicInteger();

    operator.untilItWorks("SELECT 1", () -> {
      if (tries.incrementAndGet() < 3) {
        throw new StackException("PostgreSQL did not start: it is not gone yet");
      }
    });

    assertThat(tries).hasValue(3);
  }
}
