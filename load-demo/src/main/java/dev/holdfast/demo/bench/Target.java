package dev.holdfast.demo.bench;

import java.util.Arrays;
import java.util.Optional;

/** What a headline figure ought to reach. */
enum Target {
  ENGINE_VS_DIRECT("engineVsDirect", "Engine against a row lock, 32 connections", 25, false),

  ENGINE_VS_COPY("engineVsCopy", "Engine against COPY of the same rows", 0.4, false),

  SYSTEM_VS_DIRECT("systemVsDirect", "Whole system against a row lock with HTTP", 5, false),

  BURST_VS_DIRECT("burstVsDirect", "2,000 buyers for 100 tickets against a row lock", 5, false),

  TEN_MILLION_VS_EMPTY("tenMillionVsEmpty", "10 M orders in the tables against none", 0.9, false),

  THOUSAND_EVENTS_VS_ONE("thousandEventsVsOne", "1,000 events against one", 0.8, false),

  ENGINE_DECISIONS("engineDecisionsPerSecond", "Decisions on one hot event", 0, false),

  BURST("burstMillis", "2,000 buyers for 100 tickets, last answer", 1_000, true),

  RELEASE("releaseMillis", "100,000 due holds released", 5_000, true),

  ACCEPT("acceptP99Millis", "p99 of accepting an order at half load", 25, true);

  private final String key;
  private final String title;
  private final double value;
  private final boolean atMost;

  Target(String key, String title, double value, boolean atMost) {
    this.key = key;
    this.title = title;
    this.value = value;
    this.atMost = atMost;
  }

  static Optional<Target> of(String key) {
    return Arrays.stream(values()).filter(target -> target.key.equals(key)).findFirst();
  }

  String title() {
    return title;
  }

  double value() {
    return value;
  }

  /** Some figures are only told. */
  boolean isSet() {
    return value > 0;
  }

  boolean isMetBy(Figure figure) {
    return atMost ? figure.median() <= value : figure.median() >= value;
  }

  String text() {
    if (!isSet()) {
      return "";
    }
    return (atMost ? "≤ " : "≥ ") + Amount.show(value);
  }
}
