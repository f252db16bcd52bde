package dev.holdfast.demo.crowd;

import dev.holdfast.demo.client.HttpAnswer;
import dev.holdfast.demo.client.NotSent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/** Counts of the running sale, for the progress line; written by all buyers. */
public final class Tally {

  private static final int RECEIPTS = 256;

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
  private final Map<String, AtomicInteger> troubles = new ConcurrentHashMap<>();
  final AtomicInteger finished = new AtomicInteger();
  private final AtomicReferenceArray<Receipt> receipts = new AtomicReferenceArray<>(RECEIPTS);
  private final AtomicInteger receiptsKept = new AtomicInteger();

  /** Same-key repeats sent, by plan or after trouble. */
  public int repeats() {
    return repeats.get();
  }

  /** How often connections broke or answers asked to come back later, by what they said. */
  public Map<String, Integer> troubles() {
    var counts = new TreeMap<String, Integer>();
    troubles.forEach((what, count) -> counts.put(what, count.get()));
    return counts;
  }

  /** An answer that asks to come back. */
  void trouble(HttpAnswer answer) {
    trouble((answer.status() + " " + answer.problem()).strip());
  }

  /** A connection that broke, or never came to be. */
  void trouble(IOException broken) {
    trouble(broken instanceof NotSent ? "no connection" : "no answer");
  }

  private void trouble(String what) {
    troubles.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
  }

  /** Keeps the receipt of an accepted order, in place of the oldest one. */
  void keep(Receipt receipt) {
    receipts.set(Math.floorMod(receiptsKept.getAndIncrement(), RECEIPTS), receipt);
  }

  /** One of the newest accepted orders; none if there is none yet. */
  public Optional<Receipt> anyReceipt(RandomGenerator random) {
    int kept = Math.min(receiptsKept.get(), RECEIPTS);
    return kept == 0 ? Optional.empty() : Optional.ofNullable(receipts.get(random.nextInt(kept)));
  }

  /** Orders of which buyers have heard the decision. */
  public int decided() {
    return decided.get();
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
            troubles.values().stream().mapToInt(AtomicInteger::get).sum());
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
