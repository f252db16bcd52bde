package dev.holdfast.audit;

/** What must be the case for an invariant to be worth checking. */
enum Premise {
  ALWAYS(false),
  /** An expiry worker has been running. */
  EXPIRY_RUNNING(false),
  /** Somebody said how soon all is to be done, and things are on their way. */
  IN_TIME(false),
  /** The views are part of the audit. */
  VIEWS(true),
  /** As {@link #IN_TIME}, of the views. */
  VIEWS_IN_TIME(true),
  /** Everything is decided, announced and projected. */
  DRAINED(true);

  private final boolean ofViews;

  Premise(boolean ofViews) {
    this.ofViews = ofViews;
  }

  /** Whether the schema {@code orders} is read. */
  boolean ofViews() {
    return ofViews;
  }
}
