package dev.holdfast.audit;

/** What must be the case for an invariant to be worth checking. */
enum Premise {
  ALWAYS,
  /** An expiry worker has been running. */
  EXPIRY_RUNNING,
  /** The views are part of the audit. */
  VIEWS,
  /** Everything is decided, announced and projected. */
  DRAINED
}
