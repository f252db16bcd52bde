package dev.holdfast.demo.crowd;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Buyers who come one after another, in lanes beside each other, each with a wish of his own; where
 * a crowd comes all at once. What they want and do is the seed's choice.
 */
public final class Traffic implements AutoCloseable {

  private static final int MOST_TICKETS = 3;
  private static final double SECOND = 1e9;

  private final CrowdPlan plan;
  private final List<Sale> sales;
  private final Deadline deadline;
  private final Tally tally = new Tally();
  private final Queue<Buyer> buyers = new ConcurrentLinkedQueue<>();
  private final Queue<String> crashes = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
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
      traffic.threads.add(Thread.ofVirtual().start(() -> traffic.comeAndGo(random)));
    }
    return traffic;
  }

  /**
   * Lets {@code perSecond} buyers come from now on, however long those before them have to wait:
   * what is offered does not fall with what is served. The number of buyers in the plan is of no
   * importance.
   */
  public static Traffic rush(
      CrowdPlan plan,
      List<Sale> sales,
      Deadline deadline,
      double perSecond) {
    var traffic = new Traffic(plan, sales, deadline);
    traffic.threads.add(Thread.ofVirtual().start(() -> traffic.come(perSecond)));
    return traffic;
  }

  /** Lets nobody come any more; who is there stays to the end of his story. */
  public void stop() {
    stopped = true;
  }

  /** True once everybody has left. */
  public boolean isDone() {
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** How many buyers have come so far. */
  public int arrivals() {
    return buyers.size();
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
    threads.forEach(Thread::interrupt);
  }

  private void comeAndGo(Random random) {
    while (!stopped && !Thread.currentThread().isInterrupted()) {
      serve(buyer(random));
    }
  }

  private void come(double perSecond) {
    var random = new Random(plan.seed());
    long began = System.nanoTime();
    try {
      for (long number = 0; !stopped && !deadline.isOver(); number++) {
        long due = began + (long) (number / perSecond * SECOND);
        // Nothing to wait for if it is late: then several come at once.
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        var buyer = buyer(random);
        threads.add(Thread.ofVirtual().start(() -> serve(buyer)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Buyer buyer(Random random) {
    var wish = plan.plan(1 + random.nextInt(MOST_TICKETS), random);
    var sale = sales.get(popular(random));
    return new Buyer(wish, sale, new SoldOut(sale, deadline), tally, deadline);
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
