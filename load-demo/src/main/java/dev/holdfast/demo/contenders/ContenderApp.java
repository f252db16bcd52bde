package dev.holdfast.demo.contenders;

import java.util.Locale;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** One contender in a JVM of its own; the profile says which. */
@SpringBootApplication
public class ContenderApp {

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    // Not application.yml: the demo shares this class path.
    new SpringApplicationBuilder(ContenderApp.class)
        .properties("spring.config.name=contender")
        .run(args);
  }
}
