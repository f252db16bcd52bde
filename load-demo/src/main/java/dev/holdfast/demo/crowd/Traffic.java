package dev.holdfast.demo.crowd;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Buyers who come one after another, in lanes beside each other, each with a wish of his own; where
 * a crowd comes all at once. What they want and do is the seed's choice.
 */
public final class Traffic implements AutoCloseable {

  private static final int MOST_TICKETS = 3;

  private final CrowdPlan plan;
  private final List<Sale> sales;
  private final Deadline deadline;
  private final Tally tally = new Tally();
  private final Queue<Buyer> buyers = new ConcurrentLinkedQueue<>();
  private final Queue<String> crashes = new ConcurrentLinkedQueue<>();
  private final List<Thread> lanes = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  private Traffic(CrowdPlan plan, List<Sale> sales, Deadline deadline) {
    this.plan = plan;
    this.sales = List.copyOf(sales);
    this.deadline = deadline;
  }

  /** Lets buyers come from now on, {@link CrowdPlan#buyers()} at a time. */
  public static Traffic begin(CrowdPlan plan, List<Sale> sales, Deadline deadline) {
    var traffic = new Traffic(plan, sales, deadline);
    for (int lane = 0; lane < plan.buyers(); lane++) {
      var random = new Random(plan.seed() * 1_000_003 + lane);
      traffic.lanes.add(Thread.ofVirtual().start(() -> traffic.comeAndGo(random)));
    }
    return traffic;
  }

  /** Lets nobody come any more; who is there stays to the end of his story. */
  public void stop() {
    stopped = true;
  }

  /** True once everybody has left. */
  public boolean isDone() {
    return lanes.stream().noneMatch(Thread::isAlive);
  }

  /** Counts so far. */
  public Tally tally() {
    return tally;
  }

  /** Every attempt of every buyer; read it when {@link #isDone()}. */
  public List<Attempt> attempts() {
    return buyers.stream().flatMap(buyer -> buyer.attempts().stream()).toList();
  }

  /** The same, by the event that was wanted. */
  public Map<String, List<Attempt>> attemptsByEvent() {
    return buyers.stream()
        .collect(groupingBy(Buyer::eventId,
            flatMapping(buyer -> buyer.attempts().stream(), toList())));
  }

  /** What ended a buyer that neither time nor an answer should have ended. */
  public List<String> crashes() {
    return List.copyOf(crashes);
  }

  @Override
  public void close() {
    stopped = true;
    lanes.forEach(Thread::interrupt);
  }

  private void comeAndGo(Random random) {
    while (!stopped && !Thread.currentThread().isInterrupted()) {
      var wish = plan.plan(1 + random.nextInt(MOST_TICKETS), random);
      var sale = sales.get(popular(random));
      serve(new Buyer(wish, sale, new SoldOut(sale, deadline), tally, deadline));
    }
  }

  /** Few events are wanted by many, so that the others are open beside those sold out. */
  private int popular(Random random) {
    double draw = random.nextDouble();
    return (int) (draw * draw * sales.size());
  }

  private void serve(Buyer buyer) {
    buyers.add(buyer);
    try {
      buyer.signIn();
      buyer.shop();
    } catch (OutOfTime e) {
      // Whatever is still open shows in the buyer's attempts.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      crashes.add(e.toString());
    } finally {
      buyer.leave();
    }
  }
}
