package dev.holdfast.campaign.site;

import java.util.Optional;

/** A fault as it is done to the site, and undone: once, in one round. */
interface Damage {

  /** Does it; returns at once, but for a rolling restart. */
  void happen() throws InterruptedException;

  /** Undoes it, whether it happened or not. */
  void heal() throws InterruptedException;

  /** Whether anything came of it, asked after both: another fault may have kept it from happening. */
  default boolean happened() {
    return true;
  }

  /** What was not as it should be while it happened, if that is looked at here. */
  default Optional<String> unexpected() {
    return Optional.empty();
  }

  /** What can be done or undone. */
  interface Deed {
    void run() throws InterruptedException;
  }

  static Damage of(Deed deed, Deed undoing) {
    return new Damage() {

      @Override
      public void happen() throws InterruptedException {
        deed.run();
      }

      @Override
      public void heal() throws InterruptedException {
        undoing.run();
      }
    };
  }

  /** What heals by itself. */
  static Damage of(Deed deed) {
    return of(deed, () -> {});
  }
}
