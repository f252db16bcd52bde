package dev.holdfast.demo.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All buyers of one sale, each on a virtual thread of its own. */
public final class Crowd implements AutoCloseable {

  private final List<Buyer> buyers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> crashes = new ConcurrentLinkedQueue<>();
  private final Tally tally = new Tally();
  private final Gate gate;
  private final SoldOut soldOut;
  private long openedNanos;

  private Crowd(CrowdPlan plan, Sale sale, Deadline deadline) {
    gate = new Gate(plan.buyers());
    soldOut = new SoldOut(sale, deadline);
    for (var buyer : plan.plans()) {
      buyers.add(new Buyer(buyer, sale, soldOut, tally, deadline));
    }
  }

  /** Sends the buyers to the gate, where they connect, sign in and wait for {@link #start}. */
  public static Crowd gather(CrowdPlan plan, Sale sale, Deadline deadline) {
    var crowd = new Crowd(plan, sale, deadline);
    for (var buyer : crowd.buyers) {
      crowd.threads.add(Thread.ofVirtual().start(() -> crowd.attend(buyer)));
    }
    return crowd;
  }

  /** True once every buyer is connected and signed in, or has failed to. */
  public boolean isGathered() {
    return gate.everybodyIsHere();
  }

  /** Lets everybody order at once. */
  public void start() {
    openedNanos = System.nanoTime();
    threads.add(Thread.ofVirtual().start(soldOut));
    gate.open();
  }

  /** True once no buyer has anything more to do. */
  public boolean isDone() {
    return tally.finished() >= buyers.size();
  }

  /** Counts so far. */
  public Tally tally() {
    return tally;
  }

  /** When the gate opened, of {@link System#nanoTime()}. */
  public long openedNanos() {
    return openedNanos;
  }

  /** Every attempt of every buyer; read it when {@link #isDone()}. */
  public List<Attempt> attempts() {
    return buyers.stream().flatMap(buyer -> buyer.attempts().stream()).toList();
  }

  /** What ended a buyer that neither time nor an answer should have ended. */
  public List<String> crashes() {
    return List.copyOf(crashes);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    buyers.forEach(Buyer::leave);
  }

  private void attend(Buyer buyer) {
    boolean arrived = false;
    try {
      gate.signIn(buyer::signIn);
      gate.arrive();
      arrived = true;
      gate.await();
      buyer.shop();
    } catch (OutOfTime | InterruptedException e) {
      // Whatever is still open shows in the buyer's attempts.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      crashes.add(e.toString());
    } finally {
      if (!arrived) {
        gate.arrive();
      }
      buyer.leave();
      tally.finished.incrementAndGet();
    }
  }
}
