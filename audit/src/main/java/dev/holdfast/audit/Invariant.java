package dev.holdfast.audit;

/**
 * One way to break a promise, as a query.
 *
 * @param what the violation in words
 * @param sql selects one text per violation, which names the ids
 */
record Invariant(Promise promise, String what, Premise premise, String sql) {

  static Invariant always(Promise promise, String what, String sql) {
    return new Invariant(promise, what, Premise.ALWAYS, sql);
  }
}
