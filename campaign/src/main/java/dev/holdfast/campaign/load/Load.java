package dev.holdfast.campaign.load;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.holdfast.demo.crowd.Attempt;
import dev.holdfast.demo.crowd.CrowdPlan;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Sale;
import dev.holdfast.demo.crowd.Traffic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everybody who comes during a campaign. */
public final class Load implements AutoCloseable {

  private static final int LANES = 128;
  private static final int TIMES = 10;

  private final long seed;
  private final List<Sale> sales;
  private final Deadline deadline;
  private final Traffic usual;
  private final List<Traffic> crowds = new CopyOnWriteArrayList<>();
  private final List<Readers> readers = new CopyOnWriteArrayList<>();

  private Load(long seed, List<Sale> sales, Deadline deadline) {
    this.seed = seed;
    this.sales = List.copyOf(sales);
    this.deadline = deadline;
    usual = Traffic.begin(plan(LANES, seed), sales, deadline);
    crowds.add(usual);
  }

  /** Lets the usual number of buyers come from now on, until {@link #stop}. */
  public static Load begin(long seed, List<Sale> sales, Deadline deadline) {
    return new Load(seed, sales, deadline);
  }

  /** Lets ten times as many come until {@link #ebb}; they are buyers like the others. */
  public void floodOrders() {
    crowds.add(Traffic.begin(plan((TIMES - 1) * LANES, seed + crowds.size()), sales, deadline));
  }

  /** Lets people ask how the events stand, each at once again, until {@link #ebb}. */
  public void floodReads() {
    readers.add(Readers.begin(TIMES * LANES, sales));
  }

  /** Only the usual number is left; who has ordered stays to the end of his story. */
  public void ebb() {
    crowds.stream().filter(crowd -> !crowd.equals(usual)).forEach(Traffic::stop);
    readers.forEach(Readers::close);
  }

  /** Lets nobody come any more. */
  public void stop() {
    crowds.forEach(Traffic::stop);
    readers.forEach(Readers::close);
  }

  /** True once everybody has left. */
  public boolean isDone() {
    return crowds.stream().allMatch(Traffic::isDone);
  }

  /** The usual buyers in one line. */
  public String line() {
    return usual.tally().line();
  }

  /** How often connections broke or answers asked to come back, by what they said. */
  public Map<String, Integer> troubles() {
    var troubles = new TreeMap<String, Integer>();
    crowds.forEach(crowd -> crowd.tally()
        .troubles()
        .forEach((what, count) -> troubles.merge(what, count, Integer::sum)));
    return troubles;
  }

  /** How many answers readers got, by their status. */
  public Map<Integer, Integer> read() {
    var answers = new TreeMap<Integer, Integer>();
    readers.forEach(some -> some.answers()
        .forEach((status, count) -> answers.merge(status, count, Integer::sum)));
    return answers;
  }

  /** Every attempt of every buyer; read it when {@link #isDone}. */
  public List<Attempt> attempts() {
    return crowds.stream().flatMap(crowd -> crowd.attempts().stream()).toList();
  }

  /** The same, by the event that was wanted. */
  public Map<String, List<Attempt>> attemptsByEvent() {
    return crowds.stream()
        .flatMap(crowd -> crowd.attemptsByEvent().entrySet().stream())
        .collect(groupingBy(Map.Entry::getKey,
            flatMapping(event -> event.getValue().stream(), toList())));
  }

  /** What ended a buyer that neither time nor an answer should have ended. */
  public List<String> crashes() {
    return crowds.stream().flatMap(crowd -> crowd.crashes().stream()).toList();
  }

  @Override
  public void close() {
    readers.forEach(Readers::close);
    crowds.forEach(Traffic::close);
  }

  private static CrowdPlan plan(int lanes, long seed) {
    return new CrowdPlan(lanes, 0.5, 0.15, 0.3, seed);
  }
}
