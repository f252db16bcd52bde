package dev.holdfast.orders.http;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there is a key that payment services sign with; without one, their path is not there. */
class WebhooksTaken implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Binder.get(context.getEnvironment())
        .bind("holdfast.keys.webhook", Bindable.listOf(String.class))
        .map(keys -> !keys.isEmpty())
        .orElse(false);
  }
}
