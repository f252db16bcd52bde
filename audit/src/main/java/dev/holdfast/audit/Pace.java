package dev.holdfast.audit;

import java.time.Duration;

/** Works and rests in turns, so that the audited system keeps the machine. */
final class Pace {

  private final int percent;
  private long since = System.nanoTime();

  Pace(int percent) {
    this.percent = percent;
  }

  /** Begins a piece of work; what came before it was not ours. */
  void work() {
    since = System.nanoTime();
  }

  /** Ends the piece: rests as much longer than it took as the share says. */
  void rest() {
    long worked = System.nanoTime() - since;
    try {
      Thread.sleep(Duration.ofNanos(worked * (100 - percent) / percent));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The audit was interrupted", e);
    }
    work();
  }
}
