package dev.holdfast.demo.crowd;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts of the running sale, for the progress line; written by all buyers. */
public final class Tally {

  final AtomicInteger connected = new AtomicInteger();
  final AtomicInteger posted = new AtomicInteger();
  final AtomicInteger accepted = new AtomicInteger();
  final AtomicInteger decided = new AtomicInteger();
  final AtomicInteger held = new AtomicInteger();
  final AtomicInteger rejected = new AtomicInteger();
  final AtomicInteger confirmed = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger expired = new AtomicInteger();
  final AtomicInteger refundsDue = new AtomicInteger();
  final AtomicInteger repeats = new AtomicInteger();
  final AtomicInteger troubles = new AtomicInteger();
  final AtomicInteger finished = new AtomicInteger();

  /** Same-key repeats sent, by plan or after trouble. */
  public int repeats() {
    return repeats.get();
  }

  /** Connections that broke and answers that asked to come back later. */
  public int troubles() {
    return troubles.get();
  }

  /** Payments that came too late and must be sent back. */
  public int refundsDue() {
    return refundsDue.get();
  }

  /** Buyers that have opened their connection and session. */
  public int connected() {
    return connected.get();
  }

  /** Buyers that have nothing more to do. */
  public int finished() {
    return finished.get();
  }

  /** The sale in one line. */
  public String line() {
    return ("accepted %d/%d  decided %d  held %d  rejected %d  confirmed %d  cancelled %d"
        + "  expired %d  troubles %d").formatted(accepted.get(), posted.get(), decided.get(),
            held.get(), rejected.get(), confirmed.get(), cancelled.get(), expired.get(),
            troubles.get());
  }

  /** Notes that an order a buyer watches went from one state to another. */
  void moved(Seen before, Seen after) {
    if (before.status().equals(after.status())) {
      return;
    }
    if (!before.isDecided()) {
      decided.incrementAndGet();
    }
    if (before.status().equals("HELD")) {
      held.decrementAndGet();
    }
    switch (after.status()) {
      case "HELD" -> held.incrementAndGet();
      case "REJECTED" -> rejected.incrementAndGet();
      case "CONFIRMED" -> confirmed.incrementAndGet();
      case "CANCELLED" -> cancelled.incrementAndGet();
      case "EXPIRED" -> expired.incrementAndGet();
      default -> {}
    }
  }
}
