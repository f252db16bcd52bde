package dev.holdfast.orders.http;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Validation's {@code @NotNull} under a name that does not contradict {@code @Nullable}. */
@NotNull(message = "is missing")
@Constraint(validatedBy = {})
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Required {

  String message() default "is missing";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
