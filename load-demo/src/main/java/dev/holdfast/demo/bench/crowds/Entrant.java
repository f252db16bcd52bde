package dev.holdfast.demo.bench.crowds;

/** Who takes part. */
public enum Entrant {
  ROW_LOCK("direct row lock", "row-lock", "tables"),

  OPTIMISTIC("optimistic version", "optimistic", "tables"),

  EVENT_LOCK("lock per event in the application", "event-lock", "tables"),

  REDIS_LOCK("lock per event in Redis", "redis-lock", "tables"),

  EVENT_SOURCING("event sourcing", "event-sourcing", "log"),

  HOLDFAST("Holdfast", "", "");

  private final String label;
  private final String profile;
  private final String script;

  Entrant(String label, String profile, String script) {
    this.label = label;
    this.profile = profile;
    this.script = script;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** The profile of a contender. */
  String profile() {
    return profile;
  }

  /** What makes the tables of a contender. */
  String script() {
    return "/contenders/" + script + ".sql";
  }
}
